#include "core/predict/residual_band.h"

#include "core/predict/past_run.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace xpu {
namespace {

/// Places that cut a normal distribution of deviation 1 into eight equal parts; the outer ones lie
/// where 5 % are left.
constexpr std::array<double, 8> kBelief = {-1.645, -0.887, -0.489, -0.157,
                                           0.157,  0.489,  0.887,  1.645};
constexpr double kBeliefWeight = 0.5; ///< of each ...
constexpr double kBeliefHalved = 16;  ///< ... and half of that once so many runs were seen
constexpr double kShare = 0.05;       ///< left outside at either end

struct Residual {
    double log = 0;
    double weight = 1;
};

/// The value at which `share` of the weight lies on this side of it.
template <class Iterator>
double cut(Iterator first, Iterator last, double weight)
{
    double passed = 0;
    for (; first != last; ++first) {
        passed += first->weight;
        if (passed >= weight)
            return first->log;
    }
    return 0;
}

} // namespace

Band residualBand(std::span<const double> residuals, double belief)
{
    std::array<Residual, kBelief.size() + kSamplesKept> all;
    const std::size_t count = std::min(residuals.size(), kSamplesKept);
    const double weight = kBeliefWeight / (1 + static_cast<double>(count) / kBeliefHalved);
    for (std::size_t i = 0; i < kBelief.size(); ++i)
        all[i] = {belief * kBelief[i], weight};
    for (std::size_t i = 0; i < count; ++i)
        all[kBelief.size() + i] = {residuals[i], 1};
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(kBelief.size() + count);
    std::sort(all.begin(), end, [](const Residual& a, const Residual& b) { return a.log < b.log; });
    const double outside =
        kShare * (weight * static_cast<double>(kBelief.size()) + static_cast<double>(count));
    const auto back = std::make_reverse_iterator(end);
    return {std::min(0.0, cut(all.begin(), end, outside)),
            std::max(0.0, cut(back, all.rend(), outside))};
}

} // namespace xpu
