#include "core/report/gantt.h"

#include "core/report/text.h"
#include "core/report/time_axis.h"

#include <algorithm>

namespace xpu::report {
namespace {

using history::StepFinished;

constexpr double kRow = 14;
constexpr double kGap = 14;
constexpr std::size_t kMostRows = 8; ///< overlapping steps of one device beyond this share a row
constexpr std::size_t kColumns = 290;

struct BandSpan {
    const StepFinished* step;
    double from, to; ///< seconds since the first start
    std::size_t row = 0;
};
struct Band {
    std::string device;
    std::vector<BandSpan> spans;
    std::size_t rows = 1;
};

std::vector<Band> bandsOf(const Report& report, const TimeAxis& axis)
{
    std::map<std::string, Band> bands;
    for (const StepFinished& step : report.run.steps) {
        if (step.startedUtcMicros <= 0 || step.device.empty())
            continue;
        const double from = axis.secondsAt(step.startedUtcMicros);
        const double to = std::max(from, axis.secondsAt(step.finishedUtcMicros));
        bands[step.device].spans.push_back({&step, from, to});
    }
    std::vector<Band> all;
    for (auto& [device, band] : bands) {
        band.device = device;
        std::stable_sort(band.spans.begin(), band.spans.end(),
                         [](const BandSpan& a, const BandSpan& b) { return a.from < b.from; });
        all.push_back(std::move(band));
    }
    return all;
}

/// Steps that overlap get rows of their own.
void layRows(Band& band)
{
    std::vector<double> ends;
    for (BandSpan& span : band.spans) {
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

std::string box(const BandSpan& span, double top, double perSecond, const std::string& fill)
{
    const StepFinished& step = *span.step;
    return "<rect class=\"" + fill + (step.state == StepState::Failed ? " bad" : "") + "\" x=\""
           + coordinate(kChartLeft + span.from * perSecond) + "\" y=\""
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
    for (const BandSpan& span : band.spans) {
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
        path += "M" + coordinate(kChartLeft + static_cast<double>(i) * kPlotWidth / kColumns) + " "
                + coordinate(top + height) + "v" + coordinate(-tall) + "h"
                + coordinate(kPlotWidth / kColumns) + "v" + coordinate(tall) + "z";
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
    const TimeAxis axis = timeAxisOf(report);
    if (axis.lengthS <= 0)
        return {};
    const bool whole = report.run.steps.size() <= kStepsShownWhole;
    const std::map<std::string, std::size_t> colours = operationColours(report);
    std::string body;
    double top = 6;
    for (Band& band : bandsOf(report, axis)) {
        if (whole)
            layRows(band);
        const double height = whole ? static_cast<double>(band.rows) * kRow : 44;
        body += "<text x=\"" + coordinate(kChartLeft - 10) + "\" y=\""
                + coordinate(top + height / 2 + 4) + "\" text-anchor=\"end\">"
                + escaped(band.device) + "</text>";
        if (whole)
            for (const BandSpan& span : band.spans) {
                const auto at = colours.find(span.step->operation);
                body += box(span, top, kPlotWidth / axis.lengthS,
                            colour(at == colours.end() ? 0 : at->second));
            }
        else
            body += busyBars(band, axis.lengthS, top, height);
        top += height + kGap;
    }
    return "<svg viewBox=\"0 0 " + coordinate(kChartWidth) + " " + coordinate(top + 20)
           + "\" role=\"img\" aria-label=\"Steps over time by device\">"
           + drawn(axis, top - kGap / 2) + body + "</svg>";
}

} // namespace xpu::report
