#include "app/control_center/export_report.h"

#include "app/assembly/stored_report.h"
#include "core/wording/message.h"
#include "ui/report/report_file.h"
#include "ui/text/language.h"

#include <cstdio>
#include <string_view>

namespace xpu::control_center {
namespace {

constexpr int kDone = 0;
constexpr int kNotGood = 2;

int complain(const std::string& sentence)
{
    std::fprintf(stderr, "xpu-optimizer: %s\n", sentence.c_str());
    return kNotGood;
}

} // namespace

bool asksForReport(int argc, const char* const* argv)
{
    for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {
        const std::string_view word(argv[i]);
        if (word == "--export-report" || word.starts_with("--export-report="))
            return true;
    }
    return false;
}

int exportReport(const ExportOrder& order)
{
    QTranslator translator;
    ui::installLanguage(order.language, translator);
    const auto report = assembly::readStoredReport(order.dataFolder, order.run);
    if (!report)
        return complain(wording::message(report.error()));
    const QString trouble = ui::saveReport(*report, QString::fromStdString(order.file));
    if (!trouble.isEmpty())
        return complain(trouble.toStdString());
    std::printf("report: %s\n", order.file.c_str());
    return kDone;
}

} // namespace xpu::control_center
