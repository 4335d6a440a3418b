#pragma once

#include <cstdint>
#include <memory>
#include <span>

/// The work of operators as calls of the library itself, with as many threads as there are
/// processors: what the CPU device is held against.
namespace xpu::bench::direct {

/// c = a b by oneDNN, all of them square.
void gemm(std::uint64_t side, std::span<const float> a, std::span<const float> b,
          std::span<float> c);

/// `rows` complex transforms of one length by FFTW, planned once, without measuring, for the arrays
/// given; these must outlive it.
class Fft {
public:
    Fft(std::uint64_t rows, std::uint64_t length, std::span<const float> x, std::span<float> y);
    ~Fft();
    Fft(const Fft&) = delete;
    Fft& operator=(const Fft&) = delete;
    void run();

private:
    struct Plan;
    std::unique_ptr<Plan> plan_;
};

/// Rows of x sorted into y: a copy and oneTBB's parallel_sort; of several rows each on one thread.
void sort(std::uint64_t rows, std::span<const float> x, std::span<float> y);

/// STREAM's triad, y = 2.5 x + b, on parts that stay with their thread.
void triad(std::span<const float> x, std::span<const float> b, std::span<float> y);

} // namespace xpu::bench::direct
