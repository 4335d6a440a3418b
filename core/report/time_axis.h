#pragma once

#include "core/report/report.h"

#include <cstdint>
#include <string>

namespace xpu::report {

inline constexpr double kChartLeft = 110; ///< room for the labels
inline constexpr double kChartWidth = 1000;
inline constexpr double kPlotWidth = kChartWidth - kChartLeft - 30;

/// The time that charts of a run share: from the first start of a step to the end of the last.
struct TimeAxis {
    std::int64_t originUtcMicros = 0;
    double lengthS = 0; ///< 0 = no step ran

    double secondsAt(std::int64_t utcMicros) const
    {
        return static_cast<double>(utcMicros - originUtcMicros) * 1e-6;
    }
    double x(double seconds) const { return kChartLeft + seconds / lengthS * kPlotWidth; }
};

TimeAxis timeAxisOf(const Report& report);
/// Grid lines from 0 to `bottom` with their labels below.
std::string drawn(const TimeAxis& axis, double bottom);
/// 1, 2 or 5 times a power of ten, so that `length` has at most `parts` of them.
double niceStep(double length, int parts);

} // namespace xpu::report
