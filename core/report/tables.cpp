#include "core/report/tables.h"

#include "core/report/notable.h"
#include "core/report/text.h"
#include "core/report/why_html.h"

#include <algorithm>
#include <initializer_list>

namespace xpu::report {
namespace {

using history::StepFinished;

constexpr std::size_t kErrorsShown = 500;
constexpr std::size_t kNotableSteps = 1000; ///< shown of a longer run

/// Columns whose name begins with '<' hold text and stand left; the others hold numbers.
std::string head(std::initializer_list<const char*> columns)
{
    std::string out = "<table><thead><tr>";
    for (const std::string_view column : columns)
        out += column.starts_with('<')
                   ? "<th class=\"t\">" + std::string(column.substr(1)) + "</th>"
                   : "<th>" + std::string(column) + "</th>";
    return out + "</tr></thead><tbody>";
}

std::string number(const std::string& text) { return "<td>" + text + "</td>"; }
/// Not broken across lines.
std::string name(const std::string& text)
{
    return "<td class=\"name\">" + escaped(text) + "</td>";
}
std::string words(const std::string& text) { return "<td class=\"t\">" + escaped(text) + "</td>"; }

std::string share(double value)
{
    const double part = std::clamp(value, 0.0, 1.0);
    return "<td><span class=\"meter\"><i style=\"width:" + coordinate(part * 100)
           + "%\"></i></span> " + percent(value) + "</td>";
}

std::string interval(const StepFinished& step)
{
    if (!step.predictedLoS || !step.predictedHiS)
        return "";
    return "<small>" + duration(step.predictedLoS) + " to " + duration(step.predictedHiS)
           + "</small>";
}

std::string stepRow(const StepFinished& step, WhyHtml& whys)
{
    const std::string state(nameOf(step.state));
    return "<tr>" + name(step.step) + "<td class=\"t\"><span class=\"pill " + state + "\">" + state
           + "</span></td>" + name(step.operation) + name(step.device) + "<td>"
           + duration(step.predictedS) + interval(step) + "</td>" + number(duration(step.actualS))
           + number(duration(step.waitS)) + number(duration(step.prepareS))
           + number(size(step.bytesIn)) + number(size(step.bytesOut)) + number(energy(step.energyJ))
           + "<td class=\"t\">" + whys.of(step.whyJson) + "</td></tr>";
}

} // namespace

std::string deviceTable(const Report& report)
{
    std::string out =
        head({"<Device", "Steps", "Busy", "Utilization", "Read", "Written", "Energy"});
    for (const Report::DeviceLine& line : report.devices)
        out += "<tr>" + words(line.device) + number(std::to_string(line.steps))
               + number(duration(line.busyS)) + share(line.utilization) + number(size(line.bytesIn))
               + number(size(line.bytesOut)) + number(energy(line.energyJ)) + "</tr>";
    return out + "</tbody></table>";
}

std::string operationTable(const Report& report)
{
    std::string out = head({"<Operation", "<Device", "Steps", "Median", "95 %", "Total",
                            "Median error of prediction"});
    for (const Report::OperationLine& line : report.operations)
        out += "<tr>" + words(line.operation) + words(line.device)
               + number(std::to_string(line.steps)) + number(duration(line.p50S))
               + number(duration(line.p95S)) + number(duration(line.totalS))
               + number(percent(line.medianError)) + "</tr>";
    return out + "</tbody></table>";
}

std::string errorList(const Report& report)
{
    std::string rows;
    std::size_t shown = 0;
    for (const StepFinished& step : report.run.steps) {
        if (step.errorCode.empty() && step.errorMessage.empty())
            continue;
        if (++shown > kErrorsShown)
            continue;
        rows += "<tr>" + name(step.step) + name(step.device) + name(step.errorCode)
                + "<td class=\"t pre\">" + escaped(step.errorMessage) + "</td></tr>";
    }
    if (rows.empty())
        return {};
    std::string out = head({"<Step", "<Device", "<Code", "<Message"}) + rows + "</tbody></table>";
    if (shown > kErrorsShown)
        out += "<p class=\"note\">" + std::to_string(shown - kErrorsShown)
               + " further errors are not shown.</p>";
    return out;
}

std::string stepTable(const Report& report)
{
    const std::vector<const StepFinished*> steps =
        notableSteps(report.run.steps, kStepsShownWhole, kNotableSteps);
    std::string out;
    if (steps.size() < report.run.steps.size())
        out += "<p class=\"note\">The run has " + std::to_string(report.run.steps.size())
               + " steps; the table shows " + std::to_string(steps.size())
               + ": the failed ones and those that took longest.</p>";
    out += head({"<Step", "<State", "<Operation", "<Device", "Predicted", "Actual", "Waited",
                 "Prepared", "Read", "Written", "Energy", "<Why there"});
    WhyHtml whys;
    for (const StepFinished* step : steps)
        out += stepRow(*step, whys);
    return out + "</tbody></table>";
}

} // namespace xpu::report
