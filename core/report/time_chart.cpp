#include "core/report/time_chart.h"

#include "core/report/text.h"
#include "core/report/time_axis.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace xpu::report {
namespace {

using Series = Report::Series;

constexpr double kHeight = 130;
constexpr double kTop = 8;
/// Of a run shorter than this many intervals the telemetry says more about the time around it.
constexpr std::size_t kFewestPoints = 3;

struct Scale {
    double top = 1;
    double step = 0.25;

    double y(double value) const
    {
        return kTop + kHeight * (1 - std::clamp(value / top, 0.0, 1.0));
    }
};

double byteUnit(double bytes)
{
    double unit = 1;
    while (bytes / unit >= 1024 && unit < 1e15)
        unit *= 1024;
    return unit;
}

Scale scaleOf(const std::vector<const Series*>& lines, Series::Kind kind)
{
    if (kind == Series::Kind::Utilization)
        return {};
    double most = 0;
    for (const Series* line : lines)
        for (const Series::Point& point : line->points)
            most = std::max(most, point.max);
    if (!(most > 0))
        most = 1;
    const double unit = kind == Series::Kind::Memory ? byteUnit(most) : 1;
    const double step = niceStep(most / unit, 4) * unit;
    return {step * std::ceil(most / step), step};
}

std::string valueText(double value, Series::Kind kind)
{
    if (kind == Series::Kind::Utilization)
        return coordinate(value * 100) + " %";
    if (kind == Series::Kind::Memory)
        return size(static_cast<std::uint64_t>(value));
    return coordinate(value) + " W";
}

std::string levels(const Scale& scale, Series::Kind kind)
{
    std::string out;
    for (int i = 0; i * scale.step <= scale.top * 1.0001; ++i) {
        const std::string y = coordinate(scale.y(i * scale.step));
        out += "<path class=\"grid\" d=\"M" + coordinate(kChartLeft) + " " + y + "h"
               + coordinate(kPlotWidth) + "\"/><text x=\"" + coordinate(kChartLeft - 10) + "\" y=\""
               + coordinate(scale.y(i * scale.step) + 4) + "\" text-anchor=\"end\">"
               + valueText(i * scale.step, kind) + "</text>";
    }
    return out;
}

/// A piece of a line without gaps.
using Piece = std::vector<Series::Point>;

std::vector<Piece> piecesOf(const Series& series, const TimeAxis& axis)
{
    std::vector<Piece> pieces;
    for (const Series::Point& point : series.points) {
        if (axis.secondsAt(point.toUtcMicros) <= 0
            || axis.secondsAt(point.fromUtcMicros) >= axis.lengthS)
            continue;
        if (pieces.empty() || pieces.back().back().toUtcMicros < point.fromUtcMicros)
            pieces.emplace_back();
        pieces.back().push_back(point);
    }
    return pieces;
}

/// The middle of an interval; the ends of the run where it reaches over them.
std::string xOf(const Series::Point& point, const TimeAxis& axis)
{
    const double from = std::max(0.0, axis.secondsAt(point.fromUtcMicros));
    const double to = std::min(axis.lengthS, axis.secondsAt(point.toUtcMicros));
    return coordinate(axis.x((from + to) / 2));
}

std::string drawnPiece(const Piece& piece, const TimeAxis& axis, const Scale& scale,
                       const std::string& number)
{
    std::string line;
    std::string band;
    for (const Series::Point& point : piece) {
        line +=
            (line.empty() ? "M" : "L") + xOf(point, axis) + " " + coordinate(scale.y(point.mean));
        band +=
            (band.empty() ? "M" : "L") + xOf(point, axis) + " " + coordinate(scale.y(point.max));
    }
    for (const Series::Point& point : piece | std::views::reverse)
        band += "L" + xOf(point, axis) + " " + coordinate(scale.y(point.min));
    if (piece.size() == 1)
        return "<circle class=\"" + number + "\" cx=\"" + xOf(piece.front(), axis) + "\" cy=\""
               + coordinate(scale.y(piece.front().mean)) + "\" r=\"2\"/>";
    return "<path class=\"band " + number + "\" d=\"" + band + "z\"/><path class=\"line l"
           + number.substr(1) + "\" d=\"" + line + "\"/>";
}

} // namespace

std::vector<const Series*> drawable(const Report& report, Series::Kind kind)
{
    const TimeAxis axis = timeAxisOf(report);
    std::vector<const Series*> lines;
    for (const Series& series : report.series) {
        std::size_t points = 0;
        for (const Piece& piece : piecesOf(series, axis))
            points += piece.size();
        if (series.kind == kind && axis.lengthS > 0 && points >= kFewestPoints)
            lines.push_back(&series);
    }
    return lines;
}

std::string labelOf(const Series& series)
{
    return (series.name.empty() ? "whole machine" : series.name)
           + (series.modelled ? " (modelled)" : "");
}

std::string timeChartSvg(const Report& report, Series::Kind kind)
{
    const std::vector<const Series*> lines = drawable(report, kind);
    if (lines.empty())
        return {};
    const TimeAxis axis = timeAxisOf(report);
    const Scale scale = scaleOf(lines, kind);
    std::string body;
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (const Piece& piece : piecesOf(*lines[i], axis))
            body += drawnPiece(piece, axis, scale, colour(i));
    return "<svg viewBox=\"0 0 " + coordinate(kChartWidth) + " " + coordinate(kTop + kHeight + 24)
           + "\" role=\"img\" aria-label=\"" + std::string(nameOf(kind)) + " over time\">"
           + drawn(axis, kTop + kHeight) + levels(scale, kind) + body + "</svg>";
}

} // namespace xpu::report
