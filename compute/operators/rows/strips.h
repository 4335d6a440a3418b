#pragma once

#include <cstddef>

/// Loops over strips of doubles, in the widest vectors of the processor.
namespace xpu::operators::strips {

/// The loops of one operator. A strip holds neighbouring elements; the figures of their rows lie
/// side by side as the elements do, or are one for all (`step` 0) where the strip lies along a row.
struct Loops {
    /// first[i * step] joins x[i]: the largest, or the sum.
    void (*first)(const double* x, std::size_t count, std::size_t step, double* figure);
    /// second[i * step] adds what x[i] contributes, knowing `figure` (the largest, or the mean).
    void (*second)(const double* x, std::size_t count, std::size_t step, const double* figure,
                   double* sum);
    /// x[i] becomes the result: scale[i * step] is 1 / sum, or 1 / sqrt(variance + eps).
    void (*result)(double* x, std::size_t count, std::size_t step, const double* figure,
                   const double* scale);
    double firstNeutral;
};

extern const Loops kSoftmax;
extern const Loops kNormalize;

} // namespace xpu::operators::strips
