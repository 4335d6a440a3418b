#include "tests/compute/operators/naive_parts.h"

#include <algorithm>
#include <limits>

namespace xpu::tests {
namespace {

/// Number i of a list parameter that has one number for all, or `count` of them.
long listed(const Case& c, const char* name, std::size_t i, long otherwise)
{
    const auto found = c.params.find(name);
    if (found == c.params.end())
        return otherwise;
    const auto& list = std::get<std::vector<std::int64_t>>(found->second);
    return static_cast<long>(list.size() == 1 ? list[0] : list[i]);
}

/// Element [n, c, y, x] of an array of four axes.
double at(const Value& v, std::size_t n, std::size_t c, long y, long x)
{
    const Shape& s = v.spec.shape;
    return element(v, ((n * s[1] + c) * s[2] + static_cast<std::size_t>(y)) * s[3]
                          + static_cast<std::size_t>(x));
}

bool isInside(const Shape& s, long y, long x)
{
    return y >= 0 && x >= 0 && y < static_cast<long>(s[2]) && x < static_cast<long>(s[3]);
}

/// Where element (i, j) of the window of result (oy, ox) lies.
std::pair<long, long> placeIn(const Case& c, std::pair<long, long> stride, std::pair<long, long> o,
                              std::pair<long, long> i)
{
    return {o.first * stride.first + i.first * listed(c, "dilation", 0, 1) - listed(c, "pad", 0, 0),
            o.second * stride.second + i.second * listed(c, "dilation", 1, 1)
                - listed(c, "pad", 1, 0)};
}

} // namespace

std::vector<double> naiveConv2d(const Case& c)
{
    const Value& x = c.inputs[0];
    const Value& w = c.inputs[1];
    const Shape& ws = w.spec.shape;
    const Shape& ys = c.outputs[0].shape;
    const auto groups = static_cast<std::size_t>(
        c.params.contains("groups") ? std::get<std::int64_t>(c.params.at("groups")) : 1);
    const std::pair stride{listed(c, "stride", 0, 1), listed(c, "stride", 1, 1)};
    std::vector<double> out;
    for (std::size_t i = 0; i < ys.elements().value(); ++i) {
        const std::pair o{static_cast<long>(i / ys[3] % ys[2]), static_cast<long>(i % ys[3])};
        const std::size_t m = i / ys[3] / ys[2] % ys[1];
        const std::size_t n = i / ys[3] / ys[2] / ys[1];
        double sum = c.inputs.size() > 2 ? element(c.inputs[2], m) : 0;
        for (std::size_t t = 0; t < ws[1] * ws[2] * ws[3]; ++t) {
            const std::size_t channel = t / ws[3] / ws[2];
            const std::pair k{static_cast<long>(t / ws[3] % ws[2]), static_cast<long>(t % ws[3])};
            const auto [y, column] = placeIn(c, stride, o, k);
            if (isInside(x.spec.shape, y, column))
                sum += at(x, n, m / (ys[1] / groups) * ws[1] + channel, y, column)
                       * at(w, m, channel, k.first, k.second);
        }
        out.push_back(sum);
    }
    return out;
}

std::vector<double> naivePool2d(const Case& c)
{
    const Value& x = c.inputs[0];
    const Shape& xs = x.spec.shape;
    const Shape& ys = c.outputs[0].shape;
    const auto sizeOf = [&](std::size_t axis) {
        const long size = listed(c, "size", axis, 0);
        return size == 0 ? static_cast<long>(xs[axis + 2]) : size;
    };
    const std::pair size{sizeOf(0), sizeOf(1)};
    const std::pair stride{listed(c, "stride", 0, size.first), listed(c, "stride", 1, size.second)};
    const bool mean = std::get<std::string>(c.params.at("fn")) == "mean";
    const bool countPad = std::get<bool>(c.params.at("count_pad"));
    std::vector<double> out;
    for (std::size_t i = 0; i < ys.elements().value(); ++i) {
        const std::pair o{static_cast<long>(i / ys[3] % ys[2]), static_cast<long>(i % ys[3])};
        double sum = 0;
        double most = -std::numeric_limits<double>::infinity();
        double count = 0;
        for (long t = 0; t < size.first * size.second; ++t) {
            const auto [y, column] = placeIn(c, stride, o, {t / size.second, t % size.second});
            const bool padded = y < static_cast<long>(xs[2]) + listed(c, "pad", 2, 0)
                                && column < static_cast<long>(xs[3]) + listed(c, "pad", 3, 0);
            const bool inside = isInside(xs, y, column);
            count += inside || (countPad && padded) ? 1 : 0;
            if (!inside)
                continue;
            const double v = at(x, i / ys[3] / ys[2] / ys[1], i / ys[3] / ys[2] % ys[1], y, column);
            sum += v;
            most = std::max(most, v);
        }
        out.push_back(mean ? sum / count : most);
    }
    return out;
}

} // namespace xpu::tests
