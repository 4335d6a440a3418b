#include "tests/compute/operators/bounds.h"
#include "tests/compute/operators/naive_parts.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <functional>
#include <numbers>
#include <numeric>

namespace xpu::tests {
namespace {

/// Replaces each row along the axis of a case by what `define` makes of it.
std::vector<double> alongRows(const Case& c,
                              const std::function<void(std::vector<double>& row)>& define)
{
    const Value& x = c.inputs[0];
    const Shape& s = x.spec.shape;
    const std::size_t rank = s.rank;
    long axis = static_cast<long>(numberOr(c, "axis", -1));
    axis += axis < 0 ? static_cast<long>(rank) : 0;
    std::size_t stride = 1;
    for (std::size_t a = static_cast<std::size_t>(axis) + 1; a < rank; ++a)
        stride *= s[a];
    const std::size_t length = rank == 0 ? 1 : s[static_cast<std::size_t>(axis)];
    std::vector<double> out(s.elements().value());
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (i / stride % length != 0)
            continue; // not the first of its row
        std::vector<double> row;
        for (std::size_t k = 0; k < length; ++k)
            row.push_back(element(x, i + k * stride));
        define(row);
        for (std::size_t k = 0; k < length; ++k)
            out[i + k * stride] = row[k];
    }
    return out;
}

using Complex = std::complex<double>;

/// The transform along one axis of `length` values that lie `stride` apart.
std::vector<Complex> transformed(const std::vector<Complex>& v, std::size_t length,
                                 std::size_t stride, bool inverse)
{
    std::vector<Complex> y(v.size());
    for (std::size_t i = 0; i < v.size(); ++i) {
        const std::size_t k = i / stride % length;
        for (std::size_t m = 0; m < length; ++m) {
            const double turn = static_cast<double>(k * m % length) / static_cast<double>(length);
            y[i] += v[i - k * stride + m * stride]
                    * std::polar(1.0, (inverse ? 2 : -2) * std::numbers::pi * turn);
        }
        if (inverse)
            y[i] /= static_cast<double>(length);
    }
    return y;
}

} // namespace

std::vector<double> naiveFft(const Case& c)
{
    const Value& x = c.inputs[0];
    const auto dims = static_cast<std::size_t>(numberOr(c, "dims", 1));
    const bool inverse = std::get<bool>(c.params.at("inverse"));
    const bool real = std::get<bool>(c.params.at("real"));
    const std::vector<double> stored = numbers(x.spec, *x.data);
    std::vector<Complex> v;
    for (std::size_t i = 0; i < x.spec.shape.elements().value(); ++i)
        v.push_back(x.spec.dtype == DType::C64 ? Complex(stored[2 * i], stored[2 * i + 1])
                                               : Complex(stored[i]));
    const Shape& s = x.spec.shape;
    std::size_t last = s[s.rank - 1U];
    if (!real || !inverse)
        v = transformed(v, last, 1, inverse);
    std::size_t stride = last;
    for (std::size_t d = 1; d < dims; ++d) {
        v = transformed(v, s[s.rank - 1 - d], stride, inverse);
        stride *= s[s.rank - 1 - d];
    }
    if (real && inverse) { // the other half of every line
        const std::size_t line = c.outputs[0].shape[s.rank - 1U];
        std::vector<Complex> full;
        for (std::size_t i = 0; i < v.size() / last * line; ++i) {
            const std::size_t k = i % line;
            full.push_back(k < last ? v[i / line * last + k]
                                    : std::conj(v[i / line * last + line - k]));
        }
        v = transformed(full, line, 1, inverse);
        last = line;
    }
    std::vector<double> out;
    for (std::size_t i = 0; i < v.size(); ++i) {
        if (real && !inverse && i % last > last / 2)
            continue;
        out.push_back(v[i].real());
        if (!real || !inverse)
            out.push_back(v[i].imag());
    }
    return out;
}

std::vector<double> naiveGemv(const Case& c)
{
    const Value& a = c.inputs[0];
    const Value& x = c.inputs[1];
    const bool trans = std::get<bool>(c.params.at("trans_a"));
    const std::size_t m = c.outputs[0].shape[0];
    const std::size_t k = x.spec.shape[0];
    std::vector<double> out;
    for (std::size_t o = 0; o < m; ++o) {
        double sum = 0;
        for (std::size_t i = 0; i < k; ++i)
            sum += element(a, trans ? i * m + o : o * k + i) * element(x, i);
        out.push_back(numberOr(c, "alpha", 1) * sum);
    }
    return out;
}

std::vector<std::vector<double>> naiveSort(const Case& c)
{
    const bool descending = std::get<bool>(c.params.at("descending"));
    const auto less = [](double a, double b) {
        if (std::isnan(a) || std::isnan(b))
            return !std::isnan(a) && std::isnan(b);
        return a == b ? std::signbit(a) && !std::signbit(b) : a < b;
    };
    std::vector<double> places;
    std::vector<double> sorted = alongRows(c, [&](std::vector<double>& row) {
        std::vector<std::size_t> order(row.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return descending ? less(row[b], row[a]) : less(row[a], row[b]);
        });
        std::vector<double> out;
        for (const std::size_t i : order) {
            out.push_back(row[i]);
            places.push_back(static_cast<double>(i));
        }
        row = out;
    });
    if (c.outputs.size() == 1)
        return {sorted};
    return {sorted, places};
}

std::vector<double> naiveSoftmax(const Case& c)
{
    return alongRows(c, [](std::vector<double>& row) {
        const double most = std::ranges::max(row);
        double sum = 0;
        for (double& v : row)
            sum += v = std::exp(v - most);
        for (double& v : row)
            v /= sum;
    });
}

std::vector<double> naiveNormalize(const Case& c)
{
    return alongRows(c, [&c](std::vector<double>& row) {
        const auto length = static_cast<double>(row.size());
        double mean = 0;
        for (const double v : row)
            mean += v / length;
        double variance = 0;
        for (const double v : row)
            variance += (v - mean) * (v - mean) / length;
        for (double& v : row)
            v = (v - mean) / std::sqrt(variance + numberOr(c, "eps", 1e-5));
    });
}

} // namespace xpu::tests
