#include "ui/report/report_file.h"

#include "core/report/form.h"
#include "ui/report/pdf.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace xpu::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(xpu::ui::ReportFile)
};

const QString kPdf = QStringLiteral(".pdf");

bool isPdf(const QString& path)
{
    return path.endsWith(kPdf, Qt::CaseInsensitive) && QFileInfo(path).fileName() != kPdf;
}

} // namespace

QStringList reportEndings()
{
    QStringList endings{kPdf};
    for (const report::FormInfo& form : report::forms())
        endings << QString::fromLatin1(form.ending.data(),
                                       static_cast<qsizetype>(form.ending.size()));
    return endings;
}

QString reportEndingOf(const QString& path)
{
    if (isPdf(path))
        return kPdf;
    const auto form = report::formOfFile(path.toStdString());
    for (const report::FormInfo& known : report::forms())
        if (form == known.form)
            return QString::fromLatin1(known.ending.data(),
                                       static_cast<qsizetype>(known.ending.size()));
    return {};
}

QString saveReport(const Report& report, const QString& path)
{
    if (reportEndingOf(path).isEmpty())
        return Tr::tr("No format is known by the ending of %1; there are %2")
            .arg(path, reportEndings().join(u' '));
    if (const QFileInfo there(path); there.exists() && !there.isFile())
        return Tr::tr("%1 is no plain file").arg(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return Tr::tr("%1: %2").arg(path, file.errorString());
    if (isPdf(path)) {
        writePdf(report, file);
    } else {
        const std::string text = report::render(report, *report::formOfFile(path.toStdString()));
        file.write(text.data(), static_cast<qint64>(text.size()));
    }
    return file.commit() ? QString() : Tr::tr("%1: %2").arg(path, file.errorString());
}

} // namespace xpu::ui
