#include "tests/compute/operators/random_cases.h"

#include <array>
#include <cmath>

namespace xpu::tests {

Case RandomCases::median()
{
    Case c;
    TensorSpec spec = picture();
    if (pick(12) == 0) // several tiles
        spec.shape = {150 + pick(100), 150 + pick(100)};
    c.inputs = {value("x", spec, -100, 255)};
    c.params["radius"] = static_cast<std::int64_t>(1 + pick(pick(8) == 0 ? 32 : 6));
    return c;
}

Case RandomCases::nlmeans()
{
    Case c;
    const TensorSpec spec = picture();
    c.inputs = {value("x", spec, 0, 255)};
    // From next to no smoothing to next to no weighing: random pixels differ by half their range.
    const double range = spec.dtype == DType::U16 ? 65535 : 255;
    c.params["h"] = range * std::pow(10.0, uniform(-1.5, 0.5));
    // The definition visits every pair of a search and every pair of a patch: not both far at once.
    const bool small = spec.shape.elements().value_or(0) < 2000;
    if (!small || pick(3) != 0)
        c.params["patch"] = static_cast<std::int64_t>(pick(small && pick(8) == 0 ? 9 : 3));
    if (!small || pick(3) != 0)
        c.params["search"] = static_cast<std::int64_t>(1 + pick(small && pick(8) == 0 ? 24 : 3));
    return c;
}

Case RandomCases::stencil()
{
    static constexpr std::array<const char*, 4> kBorders = {"clamp", "wrap", "mirror", "zero"};
    Case c;
    TensorSpec spec = picture();
    if (pick(5) == 0)
        spec.dtype = DType::F64;
    if (pick(6) == 0)
        spec.shape = {extent(), extent(), 2};
    c.inputs = {value("x", spec, -1, 1)};
    const std::uint64_t side = 1 + 2 * pick(pick(10) == 0 ? 16 : 4);
    std::vector<double> weights;
    double sum = 0;
    for (std::uint64_t i = 0; i < side * side; ++i) {
        weights.push_back(pick(4) == 0 ? 0 : uniform(-0.5, 1));
        sum += std::abs(weights.back());
    }
    for (double& w : weights) // steps must not magnify what rounding leaves
        w /= std::max(1.0, sum);
    c.params["weights"] = weights;
    if (pick(5) != 0)
        c.params["border"] = std::string(kBorders[pick(4)]);
    if (pick(2) == 0)
        c.params["steps"] = static_cast<std::int64_t>(1 + pick(6));
    return c;
}

} // namespace xpu::tests
