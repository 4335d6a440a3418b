#include "core/report/time_axis.h"

#include "core/report/text.h"

#include <algorithm>
#include <cmath>

namespace xpu::report {

TimeAxis timeAxisOf(const Report& report)
{
    std::int64_t first = INT64_MAX;
    std::int64_t last = INT64_MIN;
    for (const history::StepFinished& step : report.run.steps) {
        if (step.startedUtcMicros <= 0 || step.device.empty())
            continue;
        first = std::min(first, step.startedUtcMicros);
        last = std::max(last, step.finishedUtcMicros);
    }
    if (last <= first)
        return {};
    return {first, static_cast<double>(last - first) * 1e-6};
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

std::string drawn(const TimeAxis& axis, double bottom)
{
    std::string out;
    const double step = niceStep(axis.lengthS, 8);
    for (int i = 0; i * step <= axis.lengthS * 1.0001; ++i) {
        const std::string x = coordinate(axis.x(i * step));
        const std::string label = i == 0 ? "0" : duration(i * step);
        out.append("<path class=\"grid\" d=\"M").append(x).append(" 0V").append(coordinate(bottom));
        out.append("\"/><text x=\"").append(x).append("\" y=\"").append(coordinate(bottom + 16));
        out.append("\" text-anchor=\"middle\">").append(label).append("</text>");
    }
    return out;
}

} // namespace xpu::report
