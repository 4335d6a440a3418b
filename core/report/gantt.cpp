#include "core/report/gantt.h"

#include "core/report/text.h"

#include <algorithm>
#include <cmath>

namespace xpu::report {
namespace {

using history::StepFinished;

constexpr double kLeft = 110;
constexpr double kWidth = 980;
constexpr double kPlot = kWidth - kLeft - 10;
constexpr double kRow = 14;
constexpr double kGap = 14;
constexpr std::size_t kMostRows = 8; ///< overlapping steps of one device beyond this share a row
constexpr std::size_t kColumns = 290;

struct Span {
    const StepFinished* step;
    double from, to; ///< seconds since the first start
    std::size_t row = 0;
};
struct Band {
    std::string device;
    std::vector<Span> spans;
    std::size_t rows = 1;
};
struct Chart {
    std::vector<Band> bands;
    double length = 0;
};

Chart chartOf(const Report& report)
{
    std::int64_t first = INT64_MAX;
    for (const StepFinished& step : report.run.steps)
        if (step.startedUtcMicros > 0 && !step.device.empty())
            first = std::min(first, step.startedUtcMicros);
    std::map<std::string, Band> bands;
    Chart chart;
    for (const StepFinished& step : report.run.steps) {
        if (step.startedUtcMicros <= 0 || step.device.empty())
            continue;
        const double from = static_cast<double>(step.startedUtcMicros - first) * 1e-6;
        const double to =
            std::max(from, static_cast<double>(step.finishedUtcMicros - first) * 1e-6);
        bands[step.device].spans.push_back({&step, from, to});
        chart.length = std::max(chart.length, to);
    }
    for (auto& [device, band] : bands) {
        band.device = device;
        std::stable_sort(band.spans.begin(), band.spans.end(),
                         [](const Span& a, const Span& b) { return a.from < b.from; });
        chart.bands.push_back(std::move(band));
    }
    return chart;
}

/// Steps that overlap get rows of their own.
void layRows(Band& band)
{
    std::vector<double> ends;
    for (Span& span : band.spans) {
        const auto free =
            std::find_if(ends.begin(), ends.end(), [&](double end) { return end <= span.from; });
        span.row = static_cast<std::size_t>(free - ends.begin());
        if (free != ends.end())
            *free = span.to;
        else if (ends.size() < kMostRows)
            ends.push_back(span.to);
        else
            span.row = kMostRows - 1;
    }
    band.rows = std::max<std::size_t>(1, ends.size());
}

double niceStep(double length, int parts)
{
    const double raw = length / parts;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power)
            return factor * power;
    return 10 * power;
}

std::string axis(double length, double bottom)
{
    std::string out;
    const double step = niceStep(length, 8);
    for (int i = 0; i * step <= length * 1.0001; ++i) {
        const std::string x = coordinate(kLeft + i * step / length * kPlot);
        out += "<path class=\"grid\" d=\"M" + x + " 0V" + coordinate(bottom) + "\"/><text x=\"" + x
               + "\" y=\"" + coordinate(bottom + 16) + "\" text-anchor=\"middle\">"
               + (i == 0 ? "0" : duration(i * step)) + "</text>";
    }
    return out;
}

std::string box(const Span& span, double top, double perSecond, const std::string& fill)
{
    const StepFinished& step = *span.step;
    return "<rect class=\"" + fill + (step.state == StepState::Failed ? " bad" : "") + "\" x=\""
           + coordinate(kLeft + span.from * perSecond) + "\" y=\""
           + coordinate(top + static_cast<double>(span.row) * kRow) + "\" width=\""
           + coordinate(std::max(0.6, (span.to - span.from) * perSecond)) + "\" height=\""
           + coordinate(kRow - 2) + "\" rx=\"1.5\"><title>" + escaped(step.step) + " \xc2\xb7 "
           + escaped(step.operation) + " \xc2\xb7 " + duration(span.to - span.from)
           + "</title></rect>";
}

/// Share of each column's time in which the device was busy, as bars.
std::string busyBars(const Band& band, double length, double top, double height)
{
    std::vector<double> busy(kColumns, 0.0);
    const double column = length / kColumns;
    double until = 0;
    for (const Span& span : band.spans) {
        double from = std::max(span.from, until);
        until = std::max(until, span.to);
        while (from < span.to) {
            const auto at = std::min(kColumns - 1, static_cast<std::size_t>(from / column));
            const double end = at + 1 == kColumns
                                   ? span.to
                                   : std::min(span.to, static_cast<double>(at + 1) * column);
            busy[at] += std::max(0.0, end - from) / column;
            if (end <= from)
                break;
            from = end;
        }
    }
    std::string path;
    for (std::size_t i = 0; i < kColumns; ++i) {
        if (busy[i] <= 0)
            continue;
        const double tall = std::max(0.5, std::min(1.0, busy[i]) * height);
        path += "M" + coordinate(kLeft + static_cast<double>(i) * kPlot / kColumns) + " "
                + coordinate(top + height) + "v" + coordinate(-tall) + "h"
                + coordinate(kPlot / kColumns) + "v" + coordinate(tall) + "z";
    }
    return "<path class=\"c4\" d=\"" + path + "\"/>";
}

} // namespace

std::map<std::string, std::size_t> operationColours(const Report& report)
{
    std::map<std::string, std::size_t> colours;
    for (const Report::OperationLine& line : report.operations)
        colours.emplace(line.operation, colours.size());
    return colours;
}

std::string ganttSvg(const Report& report)
{
    Chart chart = chartOf(report);
    if (chart.bands.empty() || chart.length <= 0)
        return {};
    const bool whole = report.run.steps.size() <= kStepsShownWhole;
    const std::map<std::string, std::size_t> colours = operationColours(report);
    std::string body;
    double top = 6;
    for (Band& band : chart.bands) {
        if (whole)
            layRows(band);
        const double height = whole ? static_cast<double>(band.rows) * kRow : 44;
        body += "<text x=\"" + coordinate(kLeft - 10) + "\" y=\"" + coordinate(top + height / 2 + 4)
                + "\" text-anchor=\"end\">" + escaped(band.device) + "</text>";
        if (whole)
            for (const Span& span : band.spans) {
                const auto at = colours.find(span.step->operation);
                body += box(span, top, kPlot / chart.length,
                            colour(at == colours.end() ? 0 : at->second));
            }
        else
            body += busyBars(band, chart.length, top, height);
        top += height + kGap;
    }
    return "<svg viewBox=\"0 0 " + coordinate(kWidth + 20) + " " + coordinate(top + 20)
           + "\" role=\"img\" aria-label=\"Steps over time by device\">"
           + axis(chart.length, top - kGap / 2) + body + "</svg>";
}

} // namespace xpu::report
