#include "tests/core/report/sample_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QTest>

using namespace xpu;
using namespace xpu::report_test;

namespace {

struct Box {
    qint64 from = 0, to = 0;
};

/// The events of a trace after the rules of the Trace Event Format were checked; the sentence says
/// which was broken.
struct Checked {
    QJsonArray events;
    QMap<QString, QString> rows; ///< "pid/tid" -> name of the thread
    QMap<int, QString> processes;
    QString broken;

    QList<QJsonObject> of(const char* kind) const
    {
        QList<QJsonObject> all;
        for (const QJsonValue& event : events)
            if (event[u"ph"].toString() == QLatin1String(kind))
                all << event.toObject();
        return all;
    }
    QString row(const QJsonObject& event) const { return rows.value(rowKey(event)); }
    static QString rowKey(const QJsonObject& event)
    {
        return QStringLiteral("%1/%2").arg(event[u"pid"].toInt()).arg(event[u"tid"].toInt());
    }
};

bool isWhole(const QJsonValue& number)
{
    return number.isDouble() && number.toDouble() == static_cast<double>(number.toInteger());
}

/// Boxes of a row lie apart or inside each other: viewers show others wrongly.
bool nest(QList<Box> boxes)
{
    std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) {
        return a.from != b.from ? a.from < b.from : a.to > b.to;
    });
    QList<Box> open;
    for (const Box& box : boxes) {
        while (!open.isEmpty() && open.last().to <= box.from)
            open.removeLast();
        if (!open.isEmpty() && box.to > open.last().to)
            return false;
        open << box;
    }
    return true;
}

QString brokenRule(const QJsonObject& event)
{
    const QString kind = event[u"ph"].toString();
    if (!isWhole(event[u"pid"]) || !isWhole(event[u"tid"]) || !isWhole(event[u"ts"]))
        return QStringLiteral("pid, tid and ts are numbers");
    if (!event[u"name"].isString())
        return QStringLiteral("an event has a name");
    if (kind == u"X")
        return isWhole(event[u"dur"]) && event[u"dur"].toInteger() >= 0
                       && event[u"ts"].toInteger() >= 0 && event[u"args"].isObject()
                   ? QString()
                   : QStringLiteral("a complete event has ts, dur and args");
    if (kind == u"C") {
        for (const QJsonValue& value : event[u"args"].toObject())
            if (!value.isDouble())
                return QStringLiteral("a counter counts numbers");
        return event[u"args"].toObject().isEmpty() ? QStringLiteral("a counter counts") : QString();
    }
    static const QStringList kMeta{
        QStringLiteral("process_name"), QStringLiteral("process_sort_index"),
        QStringLiteral("thread_name"), QStringLiteral("thread_sort_index")};
    if (kind == u"M")
        return kMeta.contains(event[u"name"].toString()) ? QString()
                                                         : QStringLiteral("metadata is known");
    return QStringLiteral("only kinds X, C and M: ") + kind;
}

Checked check(const std::string& text)
{
    Checked out;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    out.events = document[u"traceEvents"].toArray();
    if (!document[u"traceEvents"].isArray())
        out.broken = QStringLiteral("traceEvents is a list");
    QMap<QString, QList<Box>> boxes;
    for (const QJsonValue& value : out.events) {
        const QJsonObject event = value.toObject();
        if (const QString rule = brokenRule(event); !rule.isEmpty())
            out.broken = rule;
        if (event[u"name"].toString() == u"process_name")
            out.processes[event[u"pid"].toInt()] = event[u"args"][u"name"].toString();
        if (event[u"name"].toString() == u"thread_name")
            out.rows[Checked::rowKey(event)] = event[u"args"][u"name"].toString();
        if (event[u"ph"].toString() == u"X")
            boxes[Checked::rowKey(event)] << Box{
                event[u"ts"].toInteger(), event[u"ts"].toInteger() + event[u"dur"].toInteger()};
    }
    for (auto row = boxes.cbegin(); row != boxes.cend(); ++row) {
        if (!out.rows.contains(row.key()))
            out.broken = QStringLiteral("every row has a name: ") + row.key();
        if (!nest(row.value()))
            out.broken = QStringLiteral("boxes of a row nest: ") + row.key();
    }
    return out;
}

QList<QJsonObject> steps(const Checked& trace, int process = 1)
{
    QList<QJsonObject> all;
    for (const QJsonObject& event : trace.of("X"))
        if (event[u"pid"].toInt() == process && event[u"args"].toObject().contains(u"state"))
            all << event;
    return all;
}

} // namespace

class TraceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAreBoxesOnTheRowsOfTheirDevices()
    {
        const history::RunDetail run = sampleRun(2);
        const Checked trace = check(toTrace(makeReport(run)));
        QCOMPARE(trace.broken, QString());
        QCOMPARE(steps(trace).size(), 2);
        const QJsonObject second = steps(trace)[1];
        QCOMPARE(second[u"name"].toString(), QStringLiteral("gauss[1]"));
        QCOMPARE(trace.row(second), QStringLiteral("vulkan:0"));
        QCOMPARE(second[u"ts"].toInteger(), 5000);
        QCOMPARE(second[u"dur"].toInteger(), 10'000);
        QCOMPARE(second[u"args"][u"predicted_s"].toDouble(), 0.01);
        QCOMPARE(trace.processes.value(1), QStringLiteral("soften"));
    }

    void overlappingStepsOfADeviceGetRowsOfTheirOwn()
    {
        history::RunDetail run = sampleRun(40); // each lasts as long as two starts of its device
        for (auto& step : run.steps)
            step.device = "cpu";
        const Checked trace = check(toTrace(makeReport(run)));
        QCOMPARE(trace.broken, QString());
        QSet<QString> rows;
        for (const QJsonObject& step : steps(trace))
            rows << trace.row(step);
        QCOMPARE(rows, (QSet<QString>{QStringLiteral("cpu"), QStringLiteral("cpu (2)")}));
    }

    void transferAndPreparationHaveARowOfTheirOwn()
    {
        history::RunDetail run = sampleRun(1);
        run.steps[0].transferS = 0.002;
        run.steps[0].prepareS = 0.003;
        const Checked trace = check(toTrace(makeReport(run)));
        QCOMPARE(trace.broken, QString());
        QMap<QString, Box> phases;
        for (const QJsonObject& event : trace.of("X"))
            if (trace.row(event) == u"cpu: transfer, prepare")
                phases[event[u"name"].toString()] = {event[u"ts"].toInteger(),
                                                     event[u"dur"].toInteger()};
        QCOMPARE(phases.size(), 2);
        QCOMPARE(phases[QStringLiteral("transfer")].to, 2000);
        QCOMPARE(phases[QStringLiteral("prepare")].from, 2000);
        QCOMPARE(phases[QStringLiteral("prepare")].to, 3000);
    }

    void aPreparationNeverReachesOverItsStep()
    {
        history::RunDetail run = sampleRun(1); // 10 ms
        run.steps[0].prepareS = 5;
        const Checked trace = check(toTrace(makeReport(run)));
        for (const QJsonObject& event : trace.of("X"))
            if (event[u"name"].toString() == u"prepare")
                QCOMPARE(event[u"dur"].toInteger(), 10'000);
    }

    void predictionsAreASecondProcess()
    {
        history::RunDetail run = sampleRun(6);
        run.steps[2].predictedS.reset();
        const Checked trace = check(toTrace(makeReport(run)));
        QCOMPARE(trace.broken, QString());
        QCOMPARE(steps(trace, 1).size(), 6);
        QCOMPARE(steps(trace, 2).size(), 5);
        QVERIFY(trace.processes.value(2).startsWith(QStringLiteral("predicted")));
    }

    void telemetryIsCounters()
    {
        history::RunDetail run = sampleRun(8000);
        addTelemetry(run);
        const Checked trace = check(toTrace(makeReport(run)));
        QCOMPARE(trace.broken, QString());
        QMap<QString, double> last;
        for (const QJsonObject& event : trace.of("C"))
            last[event[u"name"].toString()] = event[u"args"].toObject().begin()->toDouble();
        QCOMPARE(last.size(), 4);
        QCOMPARE(last.value(QStringLiteral("utilization machine")), 50.0);
        QCOMPARE(last.value(QStringLiteral("power (modelled) cpu")), 50.0);
    }

    void stepsThatNeverRanAreNoBoxes()
    {
        history::RunDetail run = sampleRun(3);
        run.steps[1].startedUtcMicros = 0;
        run.steps[2].device.clear();
        QCOMPARE(steps(check(toTrace(makeReport(run)))).size(), 1);
    }

    void hostileNamesAreText()
    {
        history::RunDetail run = sampleRun(2);
        run.steps[0].step = "\"}],\xff\x01</script>";
        run.summary.name = run.steps[0].device = "\\\"\n";
        const Checked trace = check(toTrace(makeReport(run)));
        QCOMPARE(trace.broken, QString());
        QCOMPARE(steps(trace).size(), 2);
    }

    void aLongRunKeepsEveryStepAndTheRules()
    {
        history::RunDetail run = sampleRun(10'000);
        for (std::size_t i = 0; i < run.steps.size(); ++i)
            run.steps[i].finishedUtcMicros += static_cast<std::int64_t>(i % 7) * 3000;
        const Checked trace = check(toTrace(makeReport(run)));
        QCOMPARE(trace.broken, QString());
        QCOMPARE(steps(trace).size(), 10'000);
    }

    void aRunWithoutStepsIsAnEmptyTrace()
    {
        const Checked trace = check(toTrace(makeReport({})));
        QCOMPARE(trace.broken, QString());
        QVERIFY(trace.of("X").isEmpty());
    }
};

QTEST_APPLESS_MAIN(TraceTest)
#include "trace_test.moc"
