#include "compute/cpu/rates.h"

#include "compute/operators/open_mp.h"
#include "compute/operators/workers.h"
#include "core/base/units.h"

#include <oneapi/dnnl/dnnl.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace xpu::cpu {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Seconds kEach{0.060};

/// The best rate of `work` units per call within kEach; other programs only ever slow it down.
template <class F>
double bestRate(double work, F call)
{
    call(); // first use: code generation and page faults
    double best = 0;
    const auto end = Clock::now() + kEach;
    do {
        const auto before = Clock::now();
        call();
        const Seconds took = Clock::now() - before;
        best = std::max(best, work / std::max(took.count(), 1e-9));
    } while (Clock::now() < end);
    return best;
}

double measureFlops(int threads)
{
    constexpr std::size_t kSide = 384;
    constexpr auto kDim = static_cast<dnnl_dim_t>(kSide);
    const std::vector<float> a(kSide * kSide, 1.0F);
    const std::vector<float> b(kSide * kSide, 0.5F);
    std::vector<float> c(kSide * kSide);
    omp_set_num_threads(threads);
    return bestRate(2.0 * kSide * kSide * kSide, [&] {
        dnnl_sgemm('N', 'N', kDim, kDim, kDim, 1.0F, a.data(), kDim, b.data(), kDim, 0.0F, c.data(),
                   kDim);
    });
}

double measureBandwidth(int threads)
{
    constexpr std::size_t kCount = std::size_t{4} << 20;
    const std::vector<float> from(kCount, 1.0F);
    std::vector<float> to(kCount);
    operators::Workers workers(threads);
    return bestRate(2.0 * kCount * sizeof(float), [&] {
        workers.run(0, kCount, 1 << 16, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                to[i] = from[i] * 2.0F;
        });
    });
}

} // namespace

Rates measureRates(int threads)
{
    return {.flops = measureFlops(threads), .bandwidth = measureBandwidth(threads)};
}

} // namespace xpu::cpu
