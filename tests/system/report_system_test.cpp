#include "tests/system/programs.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace xpu::system_test;

/// Reports as a script takes them out of the real programs.
class ReportSystemTest : public QObject {
    Q_OBJECT

private:
    Home home_;

    QString out(const char* name) const
    {
        return home_.work(QStringLiteral("out-%1").arg(QLatin1String(name)));
    }
    Outcome report(const QStringList& more) const
    {
        return home_.plainCtl(QStringList{QStringLiteral("report"), QStringLiteral("last")} + more);
    }
    bool setPrice(const char* prices) const
    {
        home_.write(QStringLiteral("prices.toml"), prices);
        return home_
                   .ctl({QStringLiteral("settings"), QStringLiteral("price.file"),
                         home_.work(QStringLiteral("prices.toml"))})
                   .exitCode
               == 0;
    }
    void refuses(const QStringList& more, const char* words) const
    {
        const Outcome outcome = report(more);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(words), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
    }

private Q_SLOTS:
    void initTestCase()
    {
        home_.write(QStringLiteral("n/x.csv"), "1,2\n3,4\n");
        home_.write(QStringLiteral("n/double.xpu.toml"),
                    "xpu = 1\nname = \"Double\"\n[[step]]\nid = \"double\"\nop = \"map\"\n"
                    "params = { expr = \"2 * x\" }\n[step.in]\nx = \"x.csv\"\n"
                    "[step.out]\ny = \"out/y.csv\"\n");
        for (int i = 0; i < 2; ++i)
            QCOMPARE(
                home_.ctl({QStringLiteral("run"), home_.work(QStringLiteral("n/double.xpu.toml"))})
                    .exitCode,
                0);
    }

    void theEndingOfTheFileDecides_data()
    {
        QTest::addColumn<QByteArray>("begins");
        QTest::addRow("a.html") << QByteArray("<!DOCTYPE html>");
        QTest::addRow("b.csv") << QByteArray("run,id,state,");
        QTest::addRow("c.trace.json") << QByteArray("{\"traceEvents\":");
        QTest::addRow("d.prom") << QByteArray("# TYPE xpu_run info\n");
        QTest::addRow("e.json") << QByteArray("{\"run\":");
        QTest::addRow("without-ending") << QByteArray("<!DOCTYPE html>");
    }
    void theEndingOfTheFileDecides()
    {
        QFETCH(QByteArray, begins);
        const QString file = out(QTest::currentDataTag());
        const Outcome outcome = report({QStringLiteral("--out"), file});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out, "report: " + file.toUtf8() + "\n");
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray text = written.readAll();
        QVERIFY2(text.startsWith(begins), text.left(80).constData());
        // Nothing half-written stays behind.
        QCOMPARE(QDir(home_.work()).entryList({QStringLiteral("*.part*")}).size(), 0);
    }

    void aNamedFormatGoesToTheTerminalOrAnyFile()
    {
        QVERIFY(report({QStringLiteral("--format=csv")}).out.startsWith("run,id,"));
        QVERIFY(report({QStringLiteral("--format=openmetrics")}).out.endsWith("# EOF\n"));
        QCOMPARE(
            report({QStringLiteral("--format=json")}).json()[QStringLiteral("name")].toString(),
            QStringLiteral("Double"));
        const QString file = out("f.txt");
        QCOMPARE(report({QStringLiteral("--format=trace"), QStringLiteral("--out"), file}).exitCode,
                 0);
        QVERIFY(QFile::exists(file));
    }

    void whatCannotBeWrittenIsExplained()
    {
        QDir(home_.work()).mkdir(QStringLiteral("folder.csv"));
        refuses({QStringLiteral("--format=docx")}, "'docx'; it is one of html, csv, trace");
        refuses({QStringLiteral("--out"), out("a.docx")}, "--format is one of");
        refuses({QStringLiteral("--out"), out("a.pdf")}, "xpu-optimizer --export-report");
        refuses({QStringLiteral("--out"), home_.work(QStringLiteral("folder.csv"))}, "folder");
        refuses(
            {QStringLiteral("--out"), QStringLiteral("/dev/null"), QStringLiteral("--format=csv")},
            "no plain file");
        refuses({QStringLiteral("--out"), home_.work(QStringLiteral("no/such/place.csv"))},
                "No such file");
        QVERIFY(QFile::exists(QStringLiteral("/dev/null")));
    }

    void aRunWritesItsReportInTheFormOfTheEnding()
    {
        for (const auto& [name, begins] : {std::pair("run.csv", QByteArray("run,id,")),
                                           std::pair("run.html", QByteArray("<!DOCTYPE html>"))}) {
            const QString file = out(name);
            QCOMPARE(
                home_
                    .ctl({QStringLiteral("run"), home_.work(QStringLiteral("n/double.xpu.toml")),
                          QStringLiteral("--report"), file})
                    .exitCode,
                0);
            QFile written(file);
            QVERIFY(written.open(QIODevice::ReadOnly));
            QVERIFY(written.readAll().startsWith(begins));
        }
    }

    void aFileIsReplacedAsAWhole()
    {
        const QString file = QStringLiteral("out-again.csv");
        home_.write(file, "old");
        QCOMPARE(report({QStringLiteral("--out"), home_.work(file)}).exitCode, 0);
        QVERIFY(home_.read(file).startsWith("run,id,"));
    }

    void aRunThatIsNotThereIsNamed()
    {
        for (const char* run : {"last-99", "0123456789", "nonsense"}) {
            const Outcome outcome = home_.plainCtl({QStringLiteral("report"), QLatin1String(run)});
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.err.contains(run), outcome.err.constData());
        }
    }

    void aFolderWithoutHistoryIsLeftAsItIs()
    {
        const Home other;
        const Outcome outcome = other.plainCtl({QStringLiteral("report"), QStringLiteral("last")});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("no run yet"), outcome.err.constData());
        QVERIFY(!QFile::exists(other.data() + QStringLiteral("/xpu.sqlite")));
    }

    void twoRunsAreCompared()
    {
        const Outcome outcome = home_.ctl(
            {QStringLiteral("compare"), QStringLiteral("last-1"), QStringLiteral("last")});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonObject both = outcome.json();
        QCOMPARE(both[QStringLiteral("steps")].toArray().size(), 1);
        QVERIFY(both[QStringLiteral("verdict")][QStringLiteral("same_file")].toBool());
        QVERIFY(!both[QStringLiteral("verdict")][QStringLiteral("text")].toArray().isEmpty());
        const Outcome text = home_.plainCtl(
            {QStringLiteral("compare"), QStringLiteral("last-1"), QStringLiteral("last")});
        QCOMPARE(text.exitCode, 0);
        QVERIFY2(text.out.startsWith("first   Double  done"), text.out.constData());
        QVERIFY(text.out.contains("One run of each was compared"));
    }

    void aPriceFileMakesCostsOfTheEnergy()
    {
        QVERIFY(setPrice("currency = \"EUR\"\nper_kwh = 0.36\n"));
        // Of an input that is new: results that stand already take no energy.
        home_.write(QStringLiteral("n/x.csv"), "1,2\n3,5\n");
        QCOMPARE(home_.ctl({QStringLiteral("run"), home_.work(QStringLiteral("n/double.xpu.toml"))})
                     .exitCode,
                 0);
        const QJsonObject run = report({QStringLiteral("--format=json")}).json();
        const double energy = run[QStringLiteral("energy_j")].toDouble();
        QVERIFY(energy > 0);
        QVERIFY(std::abs(run[QStringLiteral("cost")].toDouble() / (energy * 1e-7) - 1) < 1e-6);
        QCOMPARE(run[QStringLiteral("currency")].toString(), QStringLiteral("EUR"));
        QVERIFY(run[QStringLiteral("carbon_g")].isNull());
        QVERIFY(report({}).out.contains(" EUR (modelled)"));
        QVERIFY(report({QStringLiteral("--format=html")}).out.contains("Cost of energy"));
        QVERIFY(report({QStringLiteral("--format=csv")}).out.contains(",EUR,"));
        QVERIFY(report({QStringLiteral("--format=openmetrics")})
                    .out.contains("xpu_run_energy_cost{run="));
        const Outcome both = home_.plainCtl(
            {QStringLiteral("compare"), QStringLiteral("last-1"), QStringLiteral("last")});
        QVERIFY2(both.out.contains("Cost of energy, EUR"), both.out.constData());
    }

    void aBadPriceFileIsNamedWithItsLineAndPricesNothing()
    {
        QVERIFY(setPrice("currency = \"EUR\"\nper_kwh = -1\n"));
        const Outcome outcome = report({QStringLiteral("--format=json")});
        QVERIFY(outcome.json()[QStringLiteral("cost")].isNull());
        QVERIFY2(outcome.err.contains("prices.toml:2: per_kwh must not be below 0"),
                 outcome.err.constData());
        const QJsonArray problems =
            home_.ctl({QStringLiteral("settings")}).json()[QStringLiteral("problems")].toArray();
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems[0][QStringLiteral("key")].toString(), QStringLiteral("price.file"));
    }

    void aRunIsNotComparedWithItself()
    {
        const Outcome outcome = home_.plainCtl(
            {QStringLiteral("compare"), QStringLiteral("last"), QStringLiteral("last-0")});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(outcome.err.contains("the same run"));
        QCOMPARE(home_.plainCtl({QStringLiteral("compare"), QStringLiteral("last")}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(ReportSystemTest)
#include "report_system_test.moc"
