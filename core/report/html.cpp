#include "core/report/gantt.h"
#include "core/report/report.h"
#include "core/report/scatter.h"
#include "core/report/style.h"
#include "core/report/tables.h"
#include "core/report/text.h"
#include "core/report/time_chart.h"
#include "core/wording/quantity_text.h"

#include <algorithm>
#include <map>

namespace xpu {
namespace report {
namespace {

std::string tile(const char* name, const std::string& value, const std::string& note)
{
    return std::string("<div class=\"tile\"><small>") + name + "</small><b>" + value + "</b><small>"
           + note + "</small></div>";
}

std::string section(const char* title, const std::string& body)
{
    return body.empty() ? "" : std::string("<section><h2>") + title + "</h2>" + body + "</section>";
}

std::string header(const Report& report)
{
    const history::RunSummary& run = report.run.summary;
    const std::string state = escaped(run.state);
    std::string out = "<header><h1>" + escaped(run.name) + " <span class=\"pill " + state + "\">"
                      + state + "</span></h1><p>Run <code>" + run.run.text() + "</code>, started "
                      + time(run.startedUtcMicros) + " UTC";
    if (!report.run.submitter.empty())
        out +=
            ", submitted by " + escaped(report.run.submitter) + " on " + escaped(report.run.host);
    out += "</p>";
    if (!report.run.path.empty())
        out += "<p><code>" + escaped(report.run.path) + "</code>";
    if (!report.run.sha256.empty())
        out += " <code class=\"dim\">sha256 " + escaped(report.run.sha256) + "</code>";
    return out + "</p></header>";
}

/// The bound rests on predicted times: quicker steps can stay below it.
std::string gapText(std::optional<double> gap)
{
    if (!gap)
        return "";
    return *gap < 0 ? "steps were faster than predicted" : percent(gap) + " above it";
}

/// Nothing without a price or carbon file: an empty tile would only ask for one.
std::string footprintTiles(const Report& report)
{
    const std::string quality = escaped(report.run.summary.energyQuality);
    std::string out;
    if (report.footprint.cost)
        out += tile("Cost of energy",
                    escaped(wording::money(*report.footprint.cost, report.currency)), quality);
    if (report.footprint.carbonG)
        out += tile("CO<sub>2</sub> of energy", wording::grams(*report.footprint.carbonG), quality);
    return out;
}

std::string tiles(const Report& report)
{
    const history::RunSummary& run = report.run.summary;
    const std::size_t known = report.run.steps.size();
    return "<div class=\"tiles\">"
           + tile("Makespan", duration(report.makespanS), "predicted " + duration(run.predictedS))
           + tile("Predicted lower bound", duration(run.lowerBoundS), gapText(report.gapToBound))
           + tile("Energy", energy(run.energyJ), escaped(run.energyQuality))
           + footprintTiles(report)
           + tile("Steps",
                  std::to_string(report.done) + " of "
                      + std::to_string(std::max<std::uint64_t>(known, run.steps)),
                  report.failed ? std::to_string(report.failed) + " failed" : "none failed")
           + tile("Error of prediction", percent(report.medianError), "median over steps")
           + tile("Inside 90 % interval", percent(report.coverage), "of predicted steps")
           + "</div>";
}

std::string legend(const std::map<std::string, std::size_t>& names)
{
    std::string out = "<p class=\"legend\">";
    for (const auto& [name, n] : names)
        out += "<span><i class=\"" + colour(n) + "\"></i>" + escaped(name) + "</span>";
    return out + "</p>";
}

std::string timeline(const Report& report)
{
    const std::string svg = ganttSvg(report);
    if (svg.empty())
        return {};
    if (report.run.steps.size() <= kStepsShownWhole)
        return svg + legend(operationColours(report));
    return svg + "<p class=\"note\">With more than " + std::to_string(kStepsShownWhole)
           + " steps the bars show the share of time each device was busy, not single steps.</p>";
}

std::string overTime(const Report& report, Report::Series::Kind kind)
{
    const std::string svg = timeChartSvg(report, kind);
    if (svg.empty())
        return {};
    std::string out = svg + "<p class=\"legend\">";
    std::size_t n = 0;
    for (const Report::Series* series : drawable(report, kind))
        out +=
            "<span><i class=\"" + colour(n++) + "\"></i>" + escaped(labelOf(*series)) + "</span>";
    return out + "</p>";
}

std::string predictions(const Report& report)
{
    const std::string svg = scatterSvg(report);
    if (svg.empty())
        return {};
    std::map<std::string, std::size_t> devices;
    for (std::size_t i = 0; i < report.devices.size(); ++i)
        devices.emplace(report.devices[i].device, i);
    std::string out = svg + legend(devices);
    if (report.run.steps.size() > kStepsShownWhole)
        out += "<p class=\"note\">An even sample of at most " + std::to_string(kStepsShownWhole)
               + " steps is drawn.</p>";
    return out;
}

std::string body(const Report& report)
{
    return header(report) + tiles(report) + section("Errors", errorList(report))
           + section("Timeline", timeline(report))
           + section("Utilization", overTime(report, Report::Series::Kind::Utilization))
           + section("Memory", overTime(report, Report::Series::Kind::Memory))
           + section("Power", overTime(report, Report::Series::Kind::Power))
           + section("Devices", deviceTable(report)) + section("Operations", operationTable(report))
           + section("Predicted against actual", predictions(report))
           + section("Steps", stepTable(report));
}

} // namespace
} // namespace report

std::string toHtml(const Report& report)
{
    // Nothing is loaded from anywhere, and a hostile name could not run a script if it tried.
    return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
           "<meta http-equiv=\"Content-Security-Policy\""
           " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
           "<meta name=\"viewport\" content=\"width=device-width\"><title>"
           + report::escaped(report.run.summary.name) + "</title><style>" + report::kStyle
           + "</style></head><body><main>" + report::body(report) + "</main></body></html>\n";
}

} // namespace xpu
