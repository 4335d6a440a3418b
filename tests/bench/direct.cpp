#include "tests/bench/direct.h"

#include <fftw3.h>
#include <oneapi/dnnl/dnnl.h>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <thread>

namespace xpu::bench::direct {
namespace {

using Range = tbb::blocked_range<std::size_t>;

} // namespace

void gemm(std::uint64_t side, std::span<const float> a, std::span<const float> b,
          std::span<float> c)
{
    const auto n = static_cast<dnnl_dim_t>(side);
    dnnl_sgemm('N', 'N', n, n, n, 1, a.data(), n, b.data(), n, 0, c.data(), n);
}

struct Fft::Plan {
    fftwf_plan made = nullptr;
};

Fft::Fft(std::uint64_t rows, std::uint64_t length, std::span<const float> x, std::span<float> y)
    : plan_(std::make_unique<Plan>())
{
    fftwf_init_threads();
    fftwf_plan_with_nthreads(static_cast<int>(std::thread::hardware_concurrency()));
    const int points = static_cast<int>(length);
    // The library writes to its input only when it is asked to.
    auto* const in = reinterpret_cast<fftwf_complex*>(const_cast<float*>(x.data()));
    auto* const out = reinterpret_cast<fftwf_complex*>(y.data());
    plan_->made = fftwf_plan_many_dft(1, &points, static_cast<int>(rows), in, nullptr, 1, points,
                                      out, nullptr, 1, points, FFTW_FORWARD, FFTW_ESTIMATE);
}

Fft::~Fft() { fftwf_destroy_plan(plan_->made); }

void Fft::run() { fftwf_execute(plan_->made); }

void sort(std::uint64_t rows, std::span<const float> x, std::span<float> y)
{
    const std::size_t length = x.size() / rows;
    if (rows > 1) {
        tbb::parallel_for(Range(0, rows), [&](const Range& part) {
            for (std::size_t row = part.begin(); row < part.end(); ++row) {
                const auto from = x.subspan(row * length, length);
                const auto to = y.subspan(row * length, length);
                std::ranges::copy(from, to.begin());
                std::sort(to.begin(), to.end());
            }
        });
        return;
    }
    tbb::parallel_for(Range(0, length), [&](const Range& part) {
        std::copy(&x[0] + part.begin(), &x[0] + part.end(), &y[0] + part.begin());
    });
    tbb::parallel_sort(y.begin(), y.end());
}

void triad(std::span<const float> x, std::span<const float> b, std::span<float> y)
{
    tbb::parallel_for(
        Range(0, x.size()),
        [&](const Range& part) {
            for (std::size_t i = part.begin(); i < part.end(); ++i)
                y[i] = 2.5F * x[i] + b[i];
        },
        tbb::static_partitioner());
}

} // namespace xpu::bench::direct
