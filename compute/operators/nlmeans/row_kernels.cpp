#include "compute/operators/nlmeans/row_kernels.h"

#include "compute/operators/nlmeans/nlmeans.h"
#include "compute/operators/widest.h"

#include <bit>
#include <cstdint>

// XPU_WIDEST leaves the bits as they are: this file is compiled without contraction.
namespace xpu::operators::rows {
namespace {

/// 2^max(exponent, -100) for exponents up to 0; a NaN counts as -100.
inline float power(float exponent)
{
    const float t = exponent > -100.0F ? exponent : -100.0F;
    const auto whole = static_cast<std::int32_t>(t);
    const float f = t - static_cast<float>(whole);
    float p = kPowers[4];
    p = p * f + kPowers[3];
    p = p * f + kPowers[2];
    p = p * f + kPowers[1];
    p = p * f + kPowers[0];
    p = p * f + 1.0F;
    return p * std::bit_cast<float>((whole + 127) << 23);
}

inline float squared(float a, float b) { return (a - b) * (a - b); }

} // namespace

XPU_WIDEST void squaredDifference(const float* a, const float* b, std::size_t channels,
                                  std::size_t plane, std::size_t count, float* out)
{
    if (channels == 1) {
        for (std::size_t i = 0; i < count; ++i)
            out[i] = squared(a[i], b[i]);
        return;
    }
    const float* a1 = a + plane;
    const float* b1 = b + plane;
    const float* a2 = a1 + plane;
    const float* b2 = b1 + plane;
    for (std::size_t i = 0; i < count; ++i)
        out[i] = squared(a[i], b[i]) + squared(a1[i], b1[i]) + squared(a2[i], b2[i]);
    if (channels == 3)
        return;
    const float* a3 = a2 + plane;
    const float* b3 = b2 + plane;
    for (std::size_t i = 0; i < count; ++i)
        out[i] += squared(a3[i], b3[i]);
}

XPU_WIDEST void sumOf(const float* const* rows, std::size_t rowCount, std::size_t count, float* out)
{
    for (std::size_t i = 0; i < count; ++i)
        out[i] = rows[0][i];
    for (std::size_t r = 1; r + 1 < rowCount; r += 2) { // patches have an odd side
        const float* first = rows[r];
        const float* second = rows[r + 1];
        for (std::size_t i = 0; i < count; ++i)
            out[i] = out[i] + first[i] + second[i];
    }
}

XPU_WIDEST void weigh(const float* sums, std::size_t across, float scale, std::size_t count,
                      float* out)
{
    if (across == 5) { // the usual patch in one go
        for (std::size_t i = 0; i < count; ++i)
            out[i] =
                power((sums[i] + sums[i + 1] + sums[i + 2] + sums[i + 3] + sums[i + 4]) * scale);
        return;
    }
    for (std::size_t i = 0; i < count; ++i)
        out[i] = sums[i];
    for (std::size_t k = 1; k < across; ++k)
        for (std::size_t i = 0; i < count; ++i)
            out[i] += sums[i + k];
    for (std::size_t i = 0; i < count; ++i)
        out[i] = power(out[i] * scale);
}

XPU_WIDEST void addDifference(const float* weight, const float* there, const float* here,
                              std::size_t count, float* sum)
{
    for (std::size_t i = 0; i < count; ++i)
        sum[i] += weight[i] * (there[i] - here[i]);
}

XPU_WIDEST void add(const float* weight, std::size_t count, float* sum)
{
    for (std::size_t i = 0; i < count; ++i)
        sum[i] += weight[i];
}

} // namespace xpu::operators::rows
