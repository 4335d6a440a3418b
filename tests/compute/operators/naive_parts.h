#pragma once

#include "tests/compute/operators/random_cases.h"

#include <vector>

namespace xpu::tests {

/// Element i of a value of any real dtype.
double element(const Value& v, std::size_t i);
double numberOr(const Case& c, const char* name, double otherwise);
/// A picture's result as its dtype stores it.
double level(DType type, double v);

/// A value seen as [height, width, channels].
struct Grid {
    explicit Grid(const Value& value);
    double at(long y, long x, long c) const; ///< inside
    double clamped(long y, long x, long c) const;

    long height;
    long width;
    long channels;
    std::vector<double> values;
};

/// Definitions that fill files of their own.
std::vector<double> naiveConcat(const Case& c);
std::vector<double> naiveConv2d(const Case& c);
std::vector<double> naivePool2d(const Case& c);
std::vector<double> naiveFft(const Case& c);
std::vector<double> naiveGemv(const Case& c);
std::vector<double> naiveHistogram(const Case& c);
std::vector<double> naiveMedian(const Case& c);
std::vector<double> naiveNlmeans(const Case& c);
std::vector<double> naiveNormalize(const Case& c);
std::vector<double> naiveReshape(const Case& c);
std::vector<double> naiveScan(const Case& c);
std::vector<double> naiveSoftmax(const Case& c);
std::vector<std::vector<double>> naiveSort(const Case& c);
std::vector<double> naiveStencil(const Case& c);
std::vector<double> naiveTranspose(const Case& c);

} // namespace xpu::tests
