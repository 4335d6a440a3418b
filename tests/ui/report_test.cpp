#include "tests/core/report/sample_run.h"
#include "ui/report/pdf.h"
#include "ui/report/report_file.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::ui;
using namespace xpu::report_test;

namespace {

QByteArray pdfOf(const Report& report)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    writePdf(report, out);
    return out.data();
}

qsizetype pagesOf(const QByteArray& pdf) { return pdf.count("/Type /Page\n"); }

/// The text of a PDF, page after page; empty where no reader of PDF is installed.
QString textOf(const QByteArray& pdf)
{
    const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    if (reader.isEmpty())
        return {};
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.pdf")));
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
        return {};
    file.close();
    QProcess process;
    process.start(reader, {QStringLiteral("-layout"), file.fileName(), QStringLiteral("-")});
    return process.waitForFinished() ? QString::fromUtf8(process.readAllStandardOutput())
                                     : QString();
}

} // namespace

class UiReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunWithoutStepsIsAPage()
    {
        const QByteArray pdf = pdfOf(makeReport({}));
        QVERIFY(pdf.startsWith("%PDF-"));
        QCOMPARE(pagesOf(pdf), qsizetype{1});
    }

    void everyPageHasItsNumberAndTheHeadOfItsTable()
    {
        const QByteArray pdf = pdfOf(makeReport(sampleRun(300)));
        const qsizetype pages = pagesOf(pdf);
        QVERIFY2(pages >= 4, QByteArray::number(pages).constData());
        const QString text = textOf(pdf);
        if (text.isEmpty())
            QSKIP("no pdftotext");
        const QStringList sheets = text.split(u'\f', Qt::SkipEmptyParts);
        QCOMPARE(sheets.size(), pages);
        for (qsizetype i = 0; i < pages; ++i)
            QVERIFY(sheets[i].contains(QStringLiteral("Page %1 of %2").arg(i + 1).arg(pages)));
        for (qsizetype i = 2; i < pages; ++i) // pages of nothing but steps
            QVERIFY2(sheets[i].contains(QStringLiteral("Waited")), qPrintable(sheets[i]));
        for (int step = 0; step < 300; ++step)
            QVERIFY(text.contains(QStringLiteral("gauss[%1]").arg(step)));
    }

    void aLongRunIsSummarisedAndSaysSo()
    {
        history::RunDetail run = sampleRun(10'000);
        fail(run, 7777);
        const QByteArray pdf = pdfOf(makeReport(run));
        QVERIFY(pagesOf(pdf) > 2 && pagesOf(pdf) < 20);
        QVERIFY(pdf.size() < 3'000'000);
        const QString text = textOf(pdf);
        if (text.isEmpty())
            QSKIP("no pdftotext");
        QVERIFY(text.contains(QStringLiteral("Shown are 200 of 10000")));
        QVERIFY(text.contains(QStringLiteral("gauss[7777]")));
        QVERIFY(text.contains(QStringLiteral("something changed")));
    }

    void aWordWithoutEndDoesNotLeaveItsPage()
    {
        history::RunDetail run = sampleRun(2);
        run.summary.name = std::string(300, 'n');
        fail(run, 0).errorMessage = std::string(100'000, 'x');
        run.steps[1].step = std::string(2000, 's');
        QVERIFY(pagesOf(pdfOf(makeReport(run))) < 6);
    }

    void everyEndingWritesItsForm()
    {
        const QTemporaryDir folder;
        const Report report = makeReport(sampleRun(5));
        QCOMPARE(reportEndings().size(), 6);
        QSet<QByteArray> beginnings;
        for (const QString& ending : reportEndings()) {
            const QString path = folder.filePath(QStringLiteral("a") + ending);
            QCOMPARE(reportEndingOf(path), ending);
            QCOMPARE(saveReport(report, path), QString());
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            beginnings << file.read(8);
        }
        QCOMPARE(beginnings.size(), 6);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 6);
    }

    void whatCannotBeWrittenIsAWord()
    {
        const QTemporaryDir folder;
        QDir(folder.path()).mkdir(QStringLiteral("there.pdf"));
        const Report report = makeReport(sampleRun(1));
        for (const char* name : {"a.docx", "there.pdf", "no/such/folder/a.pdf", ".pdf"})
            QVERIFY2(!saveReport(report, folder.filePath(QLatin1String(name))).isEmpty(), name);
        QVERIFY(!saveReport(report, QStringLiteral("/dev/null")).isEmpty());
        QVERIFY(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
    }
};

QTEST_MAIN(UiReportTest)
#include "report_test.moc"
