#include "core/report/scatter.h"

#include "core/report/text.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace xpu::report {
namespace {

using history::StepFinished;

constexpr double kSide = 340;
constexpr double kLeft = 64;

struct Point {
    double x, y; ///< log10 of seconds
    std::size_t device;
    const StepFinished* step;
};

std::vector<Point> pointsOf(const Report& report)
{
    std::vector<Point> points;
    for (const StepFinished& step : report.run.steps) {
        if (step.state != StepState::Done || !step.predictedS || !step.actualS
            || *step.predictedS <= 0 || *step.actualS <= 0)
            continue;
        const auto device =
            std::find_if(report.devices.begin(), report.devices.end(),
                         [&](const auto& line) { return line.device == step.device; });
        points.push_back({std::log10(*step.predictedS), std::log10(*step.actualS),
                          static_cast<std::size_t>(device - report.devices.begin()), &step});
    }
    if (points.size() <= kStepsShownWhole)
        return points;
    std::vector<Point> sample;
    for (std::size_t i = 0; i < kStepsShownWhole; ++i)
        sample.push_back(points[i * points.size() / kStepsShownWhole]);
    return sample;
}

std::string textAt(double x, double y, std::string_view anchor, const std::string& words)
{
    std::string out = "<text x=\"";
    out.append(coordinate(x)).append("\" y=\"").append(coordinate(y));
    out.append("\" text-anchor=\"").append(anchor).append("\">").append(words);
    return out.append("</text>");
}

} // namespace

std::string scatterSvg(const Report& report)
{
    const std::vector<Point> points = pointsOf(report);
    if (points.empty())
        return {};
    double low = 99;
    double high = -99;
    for (const Point& p : points) {
        low = std::min({low, p.x, p.y});
        high = std::max({high, p.x, p.y});
    }
    low = std::floor(low);
    high = std::max(std::ceil(high), low + 1);
    const auto x = [&](double v) { return kLeft + (v - low) / (high - low) * kSide; };
    const auto y = [&](double v) { return 10 + kSide - (v - low) / (high - low) * kSide; };
    std::string out = "<svg class=\"square\" viewBox=\"0 0 " + coordinate(kLeft + kSide + 30) + " "
                      + coordinate(kSide + 56)
                      + "\" role=\"img\" aria-label=\"Predicted against actual time\">";
    for (int power = static_cast<int>(low); power <= static_cast<int>(high); ++power) {
        const double tick = power;
        const std::string label = duration(std::pow(10, tick));
        const std::string across = coordinate(x(tick));
        const std::string up = coordinate(y(tick));
        out.append("<path class=\"grid\" d=\"M").append(across).append(" 10v");
        out.append(coordinate(kSide)).append("M").append(coordinate(kLeft)).append(" ");
        out.append(up).append("h").append(coordinate(kSide)).append("\"/>");
        out.append(textAt(x(tick), kSide + 28, "middle", label));
        out.append(textAt(kLeft - 8, y(tick) + 4, "end", label));
    }
    out += "<path class=\"ideal\" d=\"M" + coordinate(x(low)) + " " + coordinate(y(low)) + "L"
           + coordinate(x(high)) + " " + coordinate(y(high)) + "\"/>";
    for (const Point& p : points)
        out += "<circle class=\"" + colour(p.device) + "\" cx=\"" + coordinate(x(p.x)) + "\" cy=\""
               + coordinate(y(p.y)) + "\" r=\"2.6\"><title>" + escaped(p.step->step) + ": "
               + duration(p.step->predictedS) + " predicted, " + duration(p.step->actualS)
               + " actual</title></circle>";
    out += "<text x=\"" + coordinate(kLeft + kSide / 2) + "\" y=\"" + coordinate(kSide + 48)
           + "\" text-anchor=\"middle\">predicted</text><text transform=\"translate(12 "
           + coordinate(10 + kSide / 2)
           + ") rotate(-90)\" text-anchor=\"middle\">actual</text></svg>";
    return out;
}

} // namespace xpu::report
