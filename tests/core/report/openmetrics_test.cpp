#include "tests/core/report/sample_run.h"

#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace xpu;
using namespace xpu::report_test;

namespace {

struct Family {
    QString type, unit;
    bool help = false;
    int samples = 0;
};

/// OpenMetrics 1.0 text, read by its grammar; `broken` names the first rule that does not hold.
class Exposition {
public:
    explicit Exposition(const std::string& text)
    {
        const QString whole = QString::fromUtf8(QByteArray::fromStdString(text));
        if (!whole.endsWith(QStringLiteral("# EOF\n"))
            || (u'\n' + whole).count(QStringLiteral("\n# EOF\n")) != 1)
            broken_ = QStringLiteral("the text ends with # EOF, once");
        QStringList lines = whole.split(u'\n');
        lines.removeLast(); // behind the last line end
        lines.removeLast(); // # EOF
        for (const QString& line : lines)
            if (broken_.isEmpty())
                read(line);
        if (broken_.isEmpty())
            finish();
    }

    QString broken() const { return broken_; }
    QStringList names() const { return families_.keys(); }
    bool has(const QString& sample) const { return values_.contains(sample); }
    double value(const QString& sample) const { return values_.value(sample); }

private:
    void rule(bool holds, const QString& words)
    {
        if (!holds && broken_.isEmpty())
            broken_ = words;
    }

    void read(const QString& line)
    {
        if (line.startsWith(u'#'))
            describe(line);
        else
            sample(line);
    }

    void describe(const QString& line)
    {
        static const QRegularExpression kForm(
            QStringLiteral("^# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$"));
        static const QSet<QString> kTypes{QStringLiteral("gauge"), QStringLiteral("info"),
                                          QStringLiteral("summary"), QStringLiteral("counter")};
        const auto match = kForm.match(line);
        if (!match.hasMatch())
            return rule(false, QStringLiteral("descriptor: ") + line);
        const QString name = match.captured(2);
        if (name != current_) {
            rule(!families_.contains(name),
                 QStringLiteral("families are not interleaved: ") + name);
            current_ = name;
        }
        Family& family = families_[name];
        rule(family.samples == 0, QStringLiteral("descriptors come first: ") + name);
        if (match.captured(1) == u"TYPE") {
            rule(kTypes.contains(match.captured(3)), QStringLiteral("type: ") + line);
            family.type = match.captured(3);
        } else if (match.captured(1) == u"UNIT") {
            family.unit = match.captured(3);
            rule(name.endsWith(u'_' + family.unit), QStringLiteral("unit in the name: ") + line);
        } else {
            family.help = true;
        }
    }

    void sample(const QString& line)
    {
        static const QRegularExpression kForm(
            QStringLiteral("^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*\\})? "
                           "([+-]?[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)$"));
        const auto match = kForm.match(line);
        if (!match.hasMatch())
            return rule(false, QStringLiteral("sample: ") + line);
        Family& family = families_[current_];
        const QString suffix = match.captured(1).mid(current_.size());
        static const QMap<QString, QStringList> kSuffixes{
            {QStringLiteral("gauge"), {QString()}},
            {QStringLiteral("info"), {QStringLiteral("_info")}},
            {QStringLiteral("summary"),
             {QString(), QStringLiteral("_count"), QStringLiteral("_sum")}}};
        rule(match.captured(1).startsWith(current_)
                 && kSuffixes.value(family.type).contains(suffix),
             QStringLiteral("a sample belongs to its family: ") + line);
        labels(match.captured(2), line);
        rule(!values_.contains(match.captured(1) + match.captured(2)),
             QStringLiteral("no sample twice: ") + line);
        values_[match.captured(1) + match.captured(2)] = match.captured(3).toDouble();
        ++family.samples;
    }

    void labels(const QString& text, const QString& line)
    {
        static const QRegularExpression kLabel(QStringLiteral(
            "\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\\\\\"]|\\\\\\\\|\\\\\"|\\\\n)*)\"(,|$)"));
        const QString inside = text.mid(1, text.size() - 2);
        qsizetype at = 0;
        QSet<QString> seen;
        while (at < inside.size()) {
            const auto match = kLabel.match(inside, at);
            if (!match.hasMatch())
                return rule(false, QStringLiteral("labels: ") + line);
            rule(!seen.contains(match.captured(1)), QStringLiteral("no label twice: ") + line);
            seen << match.captured(1);
            at = match.capturedEnd();
        }
    }

    void finish()
    {
        for (auto family = families_.cbegin(); family != families_.cend(); ++family) {
            rule(!family->type.isEmpty() && family->help && family->samples > 0,
                 QStringLiteral("a family has a type, help and samples: ") + family.key());
            for (const char* unit : {"seconds", "joules", "bytes", "ratio"})
                rule(!family.key().endsWith(u'_' + QLatin1String(unit))
                         || family->unit == QLatin1String(unit),
                     QStringLiteral("the unit is told: ") + family.key());
        }
    }

    QString broken_;
    QString current_;
    QMap<QString, Family> families_;
    QMap<QString, double> values_;
};

QString labelled(const char* name, const history::RunDetail& run, const char* more = "")
{
    return QStringLiteral("%1{run=\"%2\"%3}")
        .arg(QLatin1String(name), QString::fromStdString(run.summary.run.text()),
             QLatin1String(more));
}

} // namespace

class OpenMetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunIsFamiliesInBaseUnits()
    {
        history::RunDetail run = sampleRun(30);
        fail(run, 4);
        run.summary.makespanS = 0.155;
        run.summary.energyJ = 15;
        run.summary.energyQuality = "modelled";
        const Exposition text(toOpenMetrics(makeReport(run)));
        QCOMPARE(text.broken(), QString());
        QCOMPARE(text.value(labelled("xpu_run_makespan_seconds", run)), 0.155);
        QCOMPARE(text.value(labelled("xpu_run_energy_joules", run, ",quality=\"modelled\"")), 15.0);
        QCOMPARE(text.value(labelled("xpu_run_steps", run, ",state=\"failed\"")), 1.0);
        QCOMPARE(text.value(labelled("xpu_run_device_read_bytes", run, ",device=\"cpu\"")),
                 15'000.0);
        QCOMPARE(text.value(labelled("xpu_run_operation_duration_seconds_count", run,
                                     ",operation=\"image.gauss\",device=\"cpu\"")),
                 9.0);
    }

    void theCheckerSeesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("no end") << QByteArray("# TYPE a gauge\n# HELP a h\na 1\n");
        QTest::addRow("unit") << QByteArray(
            "# TYPE a gauge\n# UNIT a seconds\n# HELP a h\na 1\n# EOF\n");
        QTest::addRow("quote") << QByteArray(
            "# TYPE a gauge\n# HELP a h\na{b=\"c\"d\"} 1\n# EOF\n");
        QTest::addRow("twice") << QByteArray("# TYPE a gauge\n# HELP a h\na 1\na 1\n# EOF\n");
        QTest::addRow("foreign") << QByteArray("# TYPE a gauge\n# HELP a h\nb 1\n# EOF\n");
        QTest::addRow("nan") << QByteArray("# TYPE a gauge\n# HELP a h\na nan\n# EOF\n");
    }
    void theCheckerSeesWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!Exposition(text.toStdString()).broken().isEmpty());
    }

    void whatIsNotKnownHasNoSample()
    {
        const history::RunDetail run = sampleRun(1);
        const Exposition text(toOpenMetrics(makeReport(run)));
        QCOMPARE(text.broken(), QString());
        QVERIFY(!text.names().contains(QStringLiteral("xpu_run_energy_joules")));
        QVERIFY(!text.names().contains(QStringLiteral("xpu_run_predicted_seconds")));
    }

    void hostileNamesStayInTheirLabels()
    {
        history::RunDetail run = sampleRun(3);
        run.summary.name = "a\"} 1\n# EOF\n\\ \xff";
        run.steps[0].device = "x\",y=\"z";
        run.steps[1].operation = "\\";
        const std::string text = toOpenMetrics(makeReport(run));
        QCOMPARE(Exposition(text).broken(), QString());
        QVERIFY(text.find("name=\"a\\\"} 1\\n# EOF\\n\\\\ \xef\xbf\xbd\"") != std::string::npos);
    }

    void aRunWithoutStepsIsWellFormed()
    {
        QCOMPARE(Exposition(toOpenMetrics(makeReport({}))).broken(), QString());
    }
};

QTEST_APPLESS_MAIN(OpenMetricsTest)
#include "openmetrics_test.moc"
