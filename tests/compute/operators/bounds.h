#pragma once

#include "tests/compute/operators/random_cases.h"

#include <span>
#include <vector>

namespace xpu::tests {

/// The numbers of a result or input as doubles; of c64 the real and imaginary parts one after the
/// other.
std::vector<double> numbers(const TensorSpec& spec, const HostBlock& block);

/// What the tolerance of a case's operator comes to for one of its outputs.
class Bound {
public:
    /// @param reference  that output as one of the two sides made it
    Bound(const Case& c, const TensorSpec& output, std::span<const double> reference);

    /// Only equal bits agree (or NaN with NaN).
    bool isExact() const { return exact_; }
    /// Differences are counted in units in the last place.
    bool inUlps() const { return ulps_; }
    /// Largest difference allowed around the value `at`.
    double around(double at) const;

private:
    bool exact_ = false;
    bool ulps_ = false;
    double fixed_ = 0;
    double relative_ = 0;
};

} // namespace xpu::tests
