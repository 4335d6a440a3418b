#pragma once

#include <span>

namespace xpu {

/// Where nine of ten further runs are expected, in log around the prediction: lo <= 0 <= hi.
struct Band {
    double lo = 0;
    double hi = 0;
};

/// The band of the residuals seen (log of actual over predicted), mixed with a belief that counts
/// as four runs at first and fades as they come. Quantiles and no normal distribution: runs are
/// seldom much too early and now and then much too late.
/// @param belief  standard deviation in log that one run is taken to have
Band residualBand(std::span<const double> residuals, double belief);

} // namespace xpu
