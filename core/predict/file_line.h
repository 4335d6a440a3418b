#pragma once

#include "core/base/units.h"
#include "core/predict/cost_line.h"
#include "core/predict/past_run.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace xpu {

/// What reading or writing a file is taken to cost before anything is known of it.
struct FilePrior {
    Seconds fixed{0};
    double secondsPerByte = 0;
};

/// Learns the time of file operations: a fixed part (opening, and where the file is made durable
/// the disk's own time) + bytes * seconds per byte. A roofline has no such fixed part, and its
/// symmetric spread does not fit disks, which are often a little and sometimes much too late.
class FileLine {
public:
    CostLine::Forecast forecast(const FilePrior& prior, double bytes) const;
    void observe(double bytes, Seconds run);

private:
    struct Point {
        double bytes = 0;
        double seconds = 0;
    };
    struct Fit {
        double fixed = 0;
        double perByte = 0;
        double lo = 0; ///< log of the interval's ends over the prediction
        double hi = 0;
    };
    struct Sums;

    Fit fit(const FilePrior& prior) const;
    CostLine::Forecast forecast(const Fit& fit, double bytes) const;
    void spread(Fit& fit) const;
    static double at(const Fit& fit, double bytes);

    std::vector<Point> points_; ///< the last kSamplesKept, in a ring
    std::size_t next_ = 0;
    std::uint32_t runs_ = 0;
    mutable std::optional<Fit> fitted_; ///< until the next observation
};

} // namespace xpu
