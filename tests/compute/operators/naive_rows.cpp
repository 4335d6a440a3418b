#include "tests/compute/operators/naive_parts.h"

#include <algorithm>
#include <cmath>
#include <functional>
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

} // namespace

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
