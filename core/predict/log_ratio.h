#pragma once

#include "core/predict/residual_band.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace xpu {

/// What is known of log(actual / roofline) as a line over log(roofline): an offset (how far the
/// kernel stays under the roofline) and a slope (small launches stay further under it).
/// Bayesian linear regression with a normal-inverse-gamma prior, made robust in two steps: a
/// surprising sample counts less (Huber), an unbelievable one not at all unless it repeats. The
/// interval is that of the residuals themselves, however they are distributed.
class LogRatio {
public:
    struct Forecast {
        double mean = 0;  ///< of the log ratio
        double noise = 0; ///< standard deviation of runs around it, in log
        double lo = 0;    ///< ends of the 90 % interval around the mean, in log
        double hi = 0;
    };
    Forecast forecast(double logRoofline) const;
    void observe(double logRoofline, double logRatio);
    std::uint32_t samples() const { return samples_; }

private:
    struct Point {
        double x = 0;
        double y = 0;
    };
    struct Solution {
        double mean = 0;
        double leverage = 0; ///< variance of the mean in units of the noise
    };

    struct Coefficients {
        double offset = 0;
        double slope = 0;
        double at(double x) const { return offset + slope * x; }
    };

    Coefficients coefficients() const;
    Solution solve(double x) const;
    double noise() const;
    Band bandNow() const;
    void keep(Point point);
    void adapt(double error);
    void absorb(Point point);
    bool isUnbelievable(Point point, double surprise);
    void forget();

    // Evidence gathered: sums of w*phi*phi' and w*phi*y for phi = (1, x), without the prior.
    double sum00_ = 0, sum01_ = 0, sum11_ = 0;
    double moment0_ = 0, moment1_ = 0;
    double weight_ = 0;   ///< sum of w
    double squares_ = 0;  ///< weighted squares of the one-step-ahead errors
    double widening_ = 1; ///< adaptive conformal factor on the interval
    std::uint32_t samples_ = 0;
    std::vector<Point> recent_; ///< the last kSamplesKept, in a ring
    std::size_t next_ = 0;
    Band band_;                   ///< theirs some samples ago
    std::vector<Point> suspects_; ///< unbelievable samples in a row, all on one side
};

} // namespace xpu
