#include "tests/system/programs.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace xpu::system_test;

/// `xpu-optimizer --export-report RUN FILE`: a PDF without a window and without a display.
class ExportReportTest : public QObject {
    Q_OBJECT

private:
    Home home_;

    Outcome exported(const QString& run, const QStringList& more) const
    {
        return home_.controlCenter(QStringList{QStringLiteral("--export-report"), run} + more);
    }
    QByteArray begins(const QString& file) const
    {
        QFile written(home_.work(file));
        return written.open(QIODevice::ReadOnly) ? written.read(5) : QByteArray();
    }

private Q_SLOTS:
    void initTestCase()
    {
        home_.write(QStringLiteral("n/x.csv"), "1,2\n3,4\n");
        home_.write(QStringLiteral("n/double.xpu.toml"),
                    "xpu = 1\nname = \"Double\"\n[[step]]\nid = \"double\"\nop = \"map\"\n"
                    "params = { expr = \"2 * x\" }\n[step.in]\nx = \"x.csv\"\n"
                    "[step.out]\ny = \"out/y.csv\"\n");
        QCOMPARE(home_.ctl({QStringLiteral("run"), home_.work(QStringLiteral("n/double.xpu.toml"))})
                     .exitCode,
                 0);
    }

    void aPdfIsWrittenWithoutADisplay()
    {
        const Outcome outcome = exported(QStringLiteral("last"), {QStringLiteral("a.pdf")});
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QCOMPARE(begins(QStringLiteral("a.pdf")), QByteArray("%PDF-"));
        QVERIFY(!home_.hasOwner());
    }

    void otherEndingsGiveTheirForms()
    {
        QCOMPARE(exported(QStringLiteral("last"), {QStringLiteral("a.csv")}).exitCode, 0);
        QCOMPARE(begins(QStringLiteral("a.csv")), QByteArray("run,i"));
    }

    void anOpenWindowIsLeftAlone()
    {
        QProcess window;
        home_.startWindow(window);
        QTRY_VERIFY_WITH_TIMEOUT(home_.hasOwner(), 60'000);
        const Outcome outcome = exported(QStringLiteral("last"), {QStringLiteral("beside.pdf")});
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QCOMPARE(begins(QStringLiteral("beside.pdf")), QByteArray("%PDF-"));
        QCOMPARE(window.state(), QProcess::Running);
        window.terminate();
        QVERIFY(window.waitForFinished(60'000));
    }

    void whatCannotBeDoneIsExplainedWithStatusTwo_data()
    {
        QTest::addColumn<QString>("run");
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QByteArray>("words");
        const QString last = QStringLiteral("last");
        QTest::addRow("run") << QStringLiteral("last-99") << QStringList{QStringLiteral("b.pdf")}
                             << QByteArray("last-99");
        QTest::addRow("ending") << last << QStringList{QStringLiteral("b.docx")}
                                << QByteArray("No format is known");
        QTest::addRow("folder") << last << QStringList{QStringLiteral("n")} << QByteArray("n");
        QTest::addRow("place") << last << QStringList{QStringLiteral("no/such/b.pdf")}
                               << QByteArray("no/such/b.pdf");
        QTest::addRow("no file") << last << QStringList{} << QByteArray("needs one FILE");
        QTest::addRow("two files")
            << last << QStringList{QStringLiteral("b.pdf"), QStringLiteral("c.pdf")}
            << QByteArray("needs one FILE");
        QTest::addRow("option") << last << QStringList{QStringLiteral("--nonsense")}
                                << QByteArray("nonsense");
    }
    void whatCannotBeDoneIsExplainedWithStatusTwo()
    {
        QFETCH(QString, run);
        QFETCH(QStringList, files);
        QFETCH(QByteArray, words);
        const Outcome outcome = exported(run, files);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(words), outcome.err.constData());
        QVERIFY(!QFile::exists(home_.work(QStringLiteral("b.pdf"))));
    }
};

QTEST_GUILESS_MAIN(ExportReportTest)
#include "export_report_test.moc"
