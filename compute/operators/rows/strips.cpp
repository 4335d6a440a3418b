#include "compute/operators/rows/strips.h"

#include "compute/operators/widest.h"

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

namespace xpu::operators::strips {
namespace {

constexpr std::size_t kLanes = 8; // independent joins along a row, so that they overlap

/// e^x for x <= 0 to some 2 ulp; 0 below the normal range, NaN for NaN.
inline double exponential(double x)
{
    constexpr double kRound = 0x1.8p52; // adding and taking it away leaves the nearest whole number
    const double shifted = x * 1.4426950408889634 + kRound;
    const double n = shifted - kRound;
    const double r = (x - n * 0x1.62e42fee00000p-1) - n * 0x1.a39ef35793c76p-33;
    double p = 1.0 / 39916800;
    constexpr std::array<double, 11> kOverFactorials = {
        1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120,
        1.0 / 24,      1.0 / 6,      1.0 / 2,     1.0,        1.0};
    for (const double c : kOverFactorials)
        p = p * r + c;
    // The whole number stands in the low bits of `shifted`.
    const std::uint64_t whole = std::bit_cast<std::uint64_t>(shifted) << 52;
    const double scaled = std::bit_cast<double>(std::bit_cast<std::uint64_t>(p) + whole);
    const double kept = x < -708.0 ? 0.0 : scaled;
    return x != x ? x : kept;
}

inline double larger(double a, double b) { return b > a || b != b ? b : a; }

/// Joins along a row in kLanes parts, or element by element side by side.
template <class Join, class Term>
inline void joined(const double* x, std::size_t count, std::size_t step, double* into,
                   double neutral, Join join, Term term)
{
    if (step != 0) {
        for (std::size_t i = 0; i < count; ++i)
            into[i] = join(into[i], term(x[i], i));
        return;
    }
    std::array<double, kLanes> lanes{};
    lanes.fill(neutral);
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes)
        for (std::size_t k = 0; k < kLanes; ++k)
            lanes[k] = join(lanes[k], term(x[i + k], 0));
    for (; i < count; ++i)
        lanes[0] = join(lanes[0], term(x[i], 0));
    for (const double lane : lanes)
        *into = join(*into, lane);
}

constexpr double kNothing = -std::numeric_limits<double>::infinity();
constexpr auto kPlus = [](double a, double b) { return a + b; };
constexpr auto kItself = [](double v, std::size_t) { return v; };

XPU_WIDEST void largest(const double* x, std::size_t count, std::size_t step, double* figure)
{
    joined(x, count, step, figure, kNothing, larger, kItself);
}

XPU_WIDEST void sum(const double* x, std::size_t count, std::size_t step, double* figure)
{
    joined(x, count, step, figure, 0.0, kPlus, kItself);
}

XPU_WIDEST void sumOfPowers(const double* x, std::size_t count, std::size_t step,
                            const double* figure, double* into)
{
    joined(x, count, step, into, 0.0, kPlus,
           [figure](double v, std::size_t i) { return exponential(v - figure[i]); });
}

XPU_WIDEST void sumOfSquares(const double* x, std::size_t count, std::size_t step,
                             const double* figure, double* into)
{
    joined(x, count, step, into, 0.0, kPlus,
           [figure](double v, std::size_t i) { return (v - figure[i]) * (v - figure[i]); });
}

XPU_WIDEST void powers(double* x, std::size_t count, std::size_t step, const double* figure,
                       const double* scale)
{
    if (step == 0)
        for (std::size_t i = 0; i < count; ++i)
            x[i] = exponential(x[i] - *figure) * *scale;
    else
        for (std::size_t i = 0; i < count; ++i)
            x[i] = exponential(x[i] - figure[i]) * scale[i];
}

XPU_WIDEST void deviations(double* x, std::size_t count, std::size_t step, const double* figure,
                           const double* scale)
{
    for (std::size_t i = 0; i < count; ++i)
        x[i] = (x[i] - figure[i * step]) * scale[i * step];
}

} // namespace

const Loops kSoftmax{largest, sumOfPowers, powers, kNothing};
const Loops kNormalize{sum, sumOfSquares, deviations, 0.0};

} // namespace xpu::operators::strips
