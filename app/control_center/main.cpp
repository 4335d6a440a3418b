#include "app/assembly/check_place.h"
#include "app/assembly/owner.h"
#include "app/control_center/hand_over.h"
#include "app/control_center/owner_door.h"
#include "app/control_center/preferences.h"
#include "core/wording/message.h"
#include "ui/main_window/control_center.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>

#include <cstdio>

using namespace xpu::control_center;

int main(int argc, char** argv)
{
    // Fractional scaling is the desktop's business; the default of Qt 6 follows
    // it.
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("xpu-optimizer"));
    QApplication::setApplicationVersion(QStringLiteral(XPU_VERSION));
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption dataDir(QStringLiteral("data-dir"),
                                     QStringLiteral("Queue and history are kept in <dir>."),
                                     QStringLiteral("dir"));
    parser.addOption(dataDir);
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("Task files to queue."),
                                 QStringLiteral("[files...]"));
    parser.process(app);
    std::vector<std::string> files;
    for (const QString& file : parser.positionalArguments())
        files.push_back(QFileInfo(file).absoluteFilePath().toStdString());

    const std::string folder = xpu::assembly::dataFolderOr(parser.value(dataDir).toStdString());
    const auto raise = std::make_shared<Raise>();
    auto owner =
        xpu::assembly::Owner::open({.dataFolder = folder, .raise = [raise] { raise->call(); }});
    if (!owner) {
        if (owner.error().code == xpu::Errc::Busy && handOver(folder, files))
            return 0;
        std::fprintf(stderr, "xpu-optimizer: %s\n", xpu::wording::message(owner.error()).c_str());
        return 1;
    }
    int status = 0;
    {
        xpu::ui::ControlCenter center(doorOf(**owner, raise), loadPreferences());
        center.show();
        center.addFiles(files);
        status = QApplication::exec();
    }
    return status;
}
