#include "tests/bench/tbb_loops.h"

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_reduce.h>

#include <algorithm>
#include <array>
#include <functional>

namespace xpu::bench::loops {

namespace {

using Range = tbb::blocked_range<std::size_t>;

} // namespace

void saxpy(std::span<const float> x, std::span<const float> b, std::span<float> y)
{
    tbb::parallel_for(Range(0, x.size()), [&](const Range& part) {
        for (std::size_t i = part.begin(); i < part.end(); ++i)
            y[i] = 2.5F * x[i] + b[i];
    });
}

double sum(std::span<const float> x)
{
    return tbb::parallel_reduce(
        Range(0, x.size()), 0.0,
        [&](const Range& part, double total) {
            std::array<double, 16> lanes{}; // vectors, without -ffast-math
            std::size_t i = part.begin();
            for (; i + lanes.size() <= part.end(); i += lanes.size())
                for (std::size_t lane = 0; lane < lanes.size(); ++lane)
                    lanes[lane] += static_cast<double>(x[i + lane]);
            for (; i < part.end(); ++i)
                total += static_cast<double>(x[i]);
            for (const double lane : lanes)
                total += lane;
            return total;
        },
        std::plus<>());
}

void convolve(std::span<const float> x, std::size_t width, std::span<const float> weights,
              std::span<float> y)
{
    const std::size_t height = x.size() / width;
    const auto at = [&](std::size_t row, std::size_t column, std::size_t dy, std::size_t dx) {
        const std::size_t r = std::clamp<std::size_t>(row + dy, 2, height + 1) - 2;
        const std::size_t c = std::clamp<std::size_t>(column + dx, 2, width + 1) - 2;
        return x[r * width + c] * weights[dy * 5 + dx];
    };
    const auto slow = [&](std::size_t row, std::size_t column) {
        float sum = 0;
        for (std::size_t dy = 0; dy < 5; ++dy)
            for (std::size_t dx = 0; dx < 5; ++dx)
                sum += at(row, column, dy, dx);
        return sum;
    };
    tbb::parallel_for(Range(0, height), [&](const Range& rows) {
        for (std::size_t row = rows.begin(); row < rows.end(); ++row) {
            const bool edge = row < 2 || row + 2 >= height;
            for (std::size_t column = 0; column < width; ++column)
                if (edge || column < 2 || column + 2 >= width)
                    y[row * width + column] = slow(row, column);
            if (edge)
                continue;
            float* out = &y[row * width];
            std::fill(out + 2, out + width - 2, 0.0F);
            for (std::size_t dy = 0; dy < 5; ++dy)
                for (std::size_t dx = 0; dx < 5; ++dx) {
                    const float* in = &x[(row + dy - 2) * width + dx];
                    const float weight = weights[dy * 5 + dx];
                    for (std::size_t column = 2; column < width - 2; ++column)
                        out[column] += in[column - 2] * weight;
                }
        }
    });
}

void histogram(std::span<const float> x, std::span<std::uint32_t> bins)
{
    tbb::enumerable_thread_specific<std::array<std::uint32_t, 256>> counts{
        std::array<std::uint32_t, 256>{}};
    tbb::parallel_for(Range(0, x.size()), [&](const Range& part) {
        auto& mine = counts.local();
        for (std::size_t i = part.begin(); i < part.end(); ++i)
            ++mine[static_cast<std::size_t>(std::clamp(x[i] * 256.0F, 0.0F, 255.0F))];
    });
    std::ranges::fill(bins, 0U);
    for (const auto& mine : counts)
        for (std::size_t i = 0; i < mine.size(); ++i)
            bins[i] += mine[i];
}

} // namespace xpu::bench::loops
