#include "ui/report/pdf.h"

#include "core/report/gantt.h"
#include "core/report/notable.h"
#include "core/report/scatter.h"
#include "core/report/style.h"
#include "core/report/time_chart.h"
#include "ui/report/paper.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>

namespace xpu::ui {

namespace {

using history::StepFinished;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(xpu::ui::ReportPdf)
};

constexpr int kResolution = 600;
constexpr double kMargin = 16; // mm
constexpr std::size_t kNotable = 200;
constexpr std::size_t kErrors = 50;
constexpr double kScatterWidth = 260;

QString secondsText(const std::optional<double>& seconds)
{
    return seconds ? durationText(Seconds(*seconds)) : unknownText();
}
QString energyOf(const std::optional<double>& joules)
{
    return joules ? energyText(Joules(*joules)) : unknownText();
}
QString sizeText(const std::optional<std::uint64_t>& bytes)
{
    return bytes ? bytesText(Bytes(*bytes)) : unknownText();
}
QString percentText(const std::optional<double>& share)
{
    return share ? valueText(*share * 100, Unit::Percent) : unknownText();
}
QString stateText(const std::string& stored)
{
    const auto state = taskStateFromName(stored);
    return state ? word(*state) : text(stored);
}

/// A paper is read on other days and elsewhere: the whole date, in UTC.
QString dateText(std::int64_t utcMicros)
{
    return QDateTime::fromMSecsSinceEpoch(utcMicros / 1000, Qt::UTC)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
}

QByteArray chartFile(const std::string& svg)
{
    return QByteArray::fromStdString(report::standalone(svg));
}

void addHead(Paper& paper, const Report& report)
{
    const history::RunDetail& run = report.run;
    paper.title(text(run.summary.name));
    paper.gap(2);
    QString who = Tr::tr("Run %1, started %2")
                      .arg(text(run.summary.run.text()), dateText(run.summary.startedUtcMicros));
    if (!run.submitter.empty())
        who += Tr::tr(", submitted by %1 on %2").arg(text(run.submitter), text(run.host));
    paper.note(who);
    if (!run.path.empty())
        paper.note(text(run.path));
    if (!run.sha256.empty())
        paper.note(QStringLiteral("sha256 ") + text(run.sha256));
    paper.gap(10);
}

void addFigures(Paper& paper, const Report& report)
{
    const history::RunSummary& run = report.run.summary;
    const bool measured = run.energyQuality == "measured";
    std::vector<std::pair<QString, QString>> figures = {
        {Tr::tr("State"), stateText(run.state)},
        {Tr::tr("Took"), durationText(Seconds(report.makespanS))},
        {Tr::tr("Predicted"), secondsText(run.predictedS)},
        {Tr::tr("Predicted bound"), secondsText(run.lowerBoundS)},
        {measured || !run.energyJ ? Tr::tr("Energy")
                                  : Tr::tr("Energy, %1").arg(qualityWord(run.energyQuality)),
         energyOf(run.energyJ)},
        {Tr::tr("Steps done"), QString::number(report.done)},
        {Tr::tr("Steps failed"), QString::number(report.failed)},
        {Tr::tr("Median error"), percentText(report.medianError)},
        {Tr::tr("Inside the 90 % interval"), percentText(report.coverage)}};
    const QString quality = qualityWord(run.energyQuality);
    if (report.footprint.cost)
        figures.emplace_back(Tr::tr("Cost of energy, %1").arg(quality),
                             moneyText(*report.footprint.cost, report.currency));
    if (report.footprint.carbonG)
        figures.emplace_back(Tr::tr("CO₂ of energy, %1").arg(quality),
                             gramsText(*report.footprint.carbonG));
    paper.figures(figures, 5);
}

void addTimeline(Paper& paper, const Report& report)
{
    const QByteArray svg = chartFile(report::ganttSvg(report));
    if (svg.isEmpty())
        return;
    paper.heading(Tr::tr("Timeline"), 120);
    paper.chart(svg);
    if (report.run.steps.size() > kStepsShownWhole)
        return paper.note(Tr::tr("The bars show the share of time each device was busy."));
    const auto colours = report::operationColours(report);
    QStringList names(static_cast<qsizetype>(colours.size()));
    for (const auto& [name, n] : colours)
        names[static_cast<qsizetype>(n)] = text(name);
    paper.legend(names);
}

void addOverTime(Paper& paper, const Report& report)
{
    using Kind = Report::Series::Kind;
    for (const auto& [kind, title] :
         {std::pair(Kind::Utilization, Tr::tr("Utilization")),
          std::pair(Kind::Memory, Tr::tr("Memory")), std::pair(Kind::Power, Tr::tr("Power"))}) {
        const QByteArray svg = chartFile(report::timeChartSvg(report, kind));
        if (svg.isEmpty())
            continue;
        paper.heading(title, 110);
        paper.chart(svg);
        QStringList names;
        for (const Report::Series* series : report::drawable(report, kind)) {
            const QString name =
                series->name.empty() ? Tr::tr("whole machine") : text(series->name);
            names << (series->modelled ? Tr::tr("%1 (modelled)").arg(name) : name);
        }
        paper.legend(names);
    }
}

void addDevices(Paper& paper, const Report& report)
{
    std::vector<QStringList> rows;
    for (const Report::DeviceLine& line : report.devices)
        rows.push_back({text(line.device), QString::number(line.steps),
                        durationText(Seconds(line.busyS)), percentText(line.utilization),
                        bytesText(Bytes(line.bytesIn)), bytesText(Bytes(line.bytesOut)),
                        energyOf(line.energyJ)});
    if (rows.empty())
        return;
    paper.heading(Tr::tr("Devices"));
    paper.table({{Tr::tr("Device"), 2.4},
                 {Tr::tr("Steps"), 1, true},
                 {Tr::tr("Busy"), 1.2, true},
                 {Tr::tr("Utilization"), 1.2, true},
                 {Tr::tr("Read"), 1.2, true},
                 {Tr::tr("Written"), 1.2, true},
                 {Tr::tr("Energy"), 1.2, true}},
                rows);
}

void addOperations(Paper& paper, const Report& report)
{
    std::vector<QStringList> rows;
    for (const Report::OperationLine& line : report.operations)
        rows.push_back({text(line.operation), text(line.device), QString::number(line.steps),
                        durationText(Seconds(line.p50S)), durationText(Seconds(line.p95S)),
                        durationText(Seconds(line.totalS)), percentText(line.medianError)});
    if (rows.empty())
        return;
    paper.heading(Tr::tr("Operations"));
    paper.table({{Tr::tr("Operation"), 2.2},
                 {Tr::tr("Device"), 1.6},
                 {Tr::tr("Steps"), 1, true},
                 {Tr::tr("Median"), 1.2, true},
                 {Tr::tr("95 %"), 1.2, true},
                 {Tr::tr("Total"), 1.2, true},
                 {Tr::tr("Median error"), 1.3, true}},
                rows);
}

void addPredictions(Paper& paper, const Report& report)
{
    const QByteArray svg = chartFile(report::scatterSvg(report));
    if (svg.isEmpty())
        return;
    paper.heading(Tr::tr("Predicted against actual"), kScatterWidth);
    paper.chart(svg, kScatterWidth);
    QStringList names;
    for (const Report::DeviceLine& line : report.devices)
        names << text(line.device);
    paper.legend(names);
}

void addErrors(Paper& paper, const Report& report)
{
    std::vector<QStringList> rows;
    std::size_t all = 0;
    for (const StepFinished& step : report.run.steps) {
        if (step.errorCode.empty() && step.errorMessage.empty())
            continue;
        if (++all <= kErrors)
            rows.push_back({text(step.step), text(step.device), text(step.errorCode),
                            text(step.errorMessage)});
    }
    if (rows.empty())
        return;
    paper.heading(Tr::tr("Errors"));
    paper.table({{Tr::tr("Step"), 1.6},
                 {Tr::tr("Device"), 1.2},
                 {Tr::tr("Code"), 0.6},
                 {Tr::tr("Message"), 4}},
                rows);
    if (all > rows.size())
        paper.note(Tr::tr("Not shown: %1 more.").arg(all - rows.size()));
}

void addSteps(Paper& paper, const Report& report)
{
    const auto steps = report::notableSteps(report.run.steps, kStepsOnPaper, kNotable);
    if (steps.empty())
        return;
    std::vector<QStringList> rows;
    for (const StepFinished* step : steps)
        rows.push_back(
            {text(step->step), word(step->state), text(step->operation), text(step->device),
             secondsText(step->predictedS), secondsText(step->actualS), secondsText(step->waitS),
             sizeText(step->bytesIn), sizeText(step->bytesOut), energyOf(step->energyJ)});
    paper.heading(Tr::tr("Steps"));
    if (steps.size() < report.run.steps.size()) {
        paper.note(Tr::tr("Shown are %1 of %2: the failed ones and those that took longest.")
                       .arg(steps.size())
                       .arg(report.run.steps.size()));
        paper.gap(4);
    }
    paper.table({{Tr::tr("Step"), 1.8},
                 {Tr::tr("State"), 1.1},
                 {Tr::tr("Operation"), 1.5},
                 {Tr::tr("Device"), 1.1},
                 {Tr::tr("Predicted"), 1.35, true},
                 {Tr::tr("Took"), 1.15, true},
                 {Tr::tr("Waited"), 1.15, true},
                 {Tr::tr("Read"), 1.15, true},
                 {Tr::tr("Written"), 1.4, true},
                 {Tr::tr("Energy"), 1.1, true}},
                rows);
}

/// @return how many pages it took
int paint(const Report& report, QIODevice& out, int pages)
{
    QPdfWriter writer(&out);
    writer.setResolution(kResolution);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(kMargin, kMargin, kMargin, kMargin), QPageLayout::Millimeter);
    writer.setTitle(text(report.run.summary.name));
    writer.setCreator(QStringLiteral("XPU Optimizer"));
    Paper paper(writer, QStringLiteral("XPU Optimizer · ") + text(report.run.summary.name), pages);
    addHead(paper, report);
    addFigures(paper, report);
    addErrors(paper, report);
    addTimeline(paper, report);
    addOverTime(paper, report);
    addDevices(paper, report);
    addOperations(paper, report);
    addPredictions(paper, report);
    addSteps(paper, report);
    return paper.pages();
}

} // namespace

void writePdf(const Report& report, QIODevice& out)
{
    QBuffer first; // counts the pages that the footers name
    first.open(QIODevice::WriteOnly);
    paint(report, out, paint(report, first, 0));
}

} // namespace xpu::ui
