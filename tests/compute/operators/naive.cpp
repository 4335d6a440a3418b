#include "tests/compute/operators/naive.h"

#include "tests/compute/operators/naive_parts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <string>

namespace xpu::tests {
namespace {

const Value& port(const Case& c, std::string_view name)
{
    return *std::ranges::find(c.inputs, name, &Value::port);
}

/// weight(o, i) of source i in result o, along y and x at once: no separation, no tables.
std::vector<double> filter(const Case& c, const std::function<double(long, long)>& weightY,
                           const std::function<double(long, long)>& weightX, long margin)
{
    const Value& x = c.inputs[0];
    const long inH = static_cast<long>(x.spec.shape[0]);
    const long inW = static_cast<long>(x.spec.shape[1]);
    const long channels = x.spec.shape.rank == 3 ? static_cast<long>(x.spec.shape[2]) : 1;
    const long outH = static_cast<long>(c.outputs[0].shape[0]);
    const long outW = static_cast<long>(c.outputs[0].shape[1]);
    std::vector<double> across(static_cast<std::size_t>(inH * outW * channels));
    std::vector<double> out;
    for (long y = 0; y < inH; ++y)
        for (long o = 0; o < outW; ++o)
            for (long ch = 0; ch < channels; ++ch) {
                double sum = 0;
                double weights = 0;
                for (long i = -margin; i < inW + margin; ++i) {
                    const double w = weightX(o, i);
                    const long at = std::clamp(i, 0L, inW - 1);
                    weights += w;
                    sum += w * element(x, static_cast<std::size_t>((y * inW + at) * channels + ch));
                }
                across[static_cast<std::size_t>((y * outW + o) * channels + ch)] = sum / weights;
            }
    for (long o = 0; o < outH; ++o)
        for (long i = 0; i < outW * channels; ++i) {
            double sum = 0;
            double weights = 0;
            for (long y = -margin; y < inH + margin; ++y) {
                const double w = weightY(o, y);
                const long at = std::clamp(y, 0L, inH - 1);
                weights += w;
                sum += w * across[static_cast<std::size_t>(at * outW * channels + i)];
            }
            out.push_back(level(x.spec.dtype, sum / weights));
        }
    return out;
}

std::vector<double> gauss(const Case& c)
{
    const double sigma = numberOr(c, "sigma", 0);
    const long radius = std::max(1L, static_cast<long>(std::ceil(3 * sigma)));
    const auto weight = [&](long o, long i) {
        const double t = static_cast<double>(i - o) / sigma;
        return std::abs(i - o) > radius ? 0 : std::exp(-t * t / 2);
    };
    return filter(c, weight, weight, radius);
}

std::vector<double> resize(const Case& c)
{
    const auto triangle = [&](std::size_t axis) {
        const double scale = static_cast<double>(c.inputs[0].spec.shape[axis])
                             / static_cast<double>(c.outputs[0].shape[axis]);
        return [scale](long o, long i) {
            const double centre = (static_cast<double>(o) + 0.5) * scale;
            const double distance = std::abs(static_cast<double>(i) + 0.5 - centre);
            return std::max(0.0, 1 - distance / std::max(1.0, scale));
        };
    };
    return filter(c, triangle(0), triangle(1), 0);
}

std::vector<double> reduce(const Case& c)
{
    const Value& x = c.inputs[0];
    const Shape& s = x.spec.shape;
    const std::string fn = std::get<std::string>(c.params.at("fn"));
    const bool one = c.params.contains("axis");
    long axis = one ? static_cast<long>(numberOr(c, "axis", 0)) : 0;
    if (axis < 0)
        axis += s.rank;
    std::vector<std::vector<double>> groups(c.outputs[0].shape.elements().value());
    for (std::size_t i = 0; i < s.elements().value(); ++i) {
        // Row-major index of the result: that of x with the reduced axis left out.
        std::size_t rest = i;
        std::size_t target = 0;
        std::size_t stride = 1;
        for (std::size_t a = s.rank; one && a-- > 0;) {
            if (a != static_cast<std::size_t>(axis)) {
                target += rest % s[a] * stride;
                stride *= s[a];
            }
            rest /= s[a];
        }
        groups[target].push_back(element(x, i));
    }
    std::vector<double> out;
    for (const auto& g : groups) {
        double v = fn == "prod" ? 1 : 0;
        if (fn == "min")
            v = std::ranges::min(g);
        else if (fn == "max")
            v = std::ranges::max(g);
        else
            for (const double e : g)
                v = fn == "prod" ? v * e : v + e;
        out.push_back(fn == "mean" ? v / static_cast<double>(g.size()) : v);
    }
    return out;
}

std::vector<double> gemm(const Case& c)
{
    const Value& a = port(c, "a");
    const Value& b = port(c, "b");
    const bool ta = std::get<bool>(c.params.at("trans_a"));
    const bool tb = std::get<bool>(c.params.at("trans_b"));
    const Shape& shape = c.outputs[0].shape;
    const std::size_t batch = shape.rank == 3 ? shape[0] : 1;
    const std::size_t m = shape[shape.rank - 2];
    const std::size_t n = shape[shape.rank - 1];
    const std::size_t k = a.spec.shape[a.spec.shape.rank - (ta ? 2U : 1U)];
    const double beta = numberOr(c, "beta", 0);
    const auto start = [](const Value& v, std::size_t matrix, std::size_t size) {
        return v.spec.shape.rank == 3 ? matrix * size : 0;
    };
    std::vector<double> out;
    for (std::size_t at = 0; at < batch * m * n; ++at) {
        const std::size_t i = at / n % m;
        const std::size_t j = at % n;
        const std::size_t matrix = at / n / m;
        const std::size_t fromA = start(a, matrix, m * k);
        const std::size_t fromB = start(b, matrix, k * n);
        double sum = 0;
        for (std::size_t l = 0; l < k; ++l)
            sum += element(a, fromA + (ta ? l * m + i : i * k + l))
                   * element(b, fromB + (tb ? j * k + l : l * n + j));
        double added = 0;
        if (beta != 0)
            added = element(port(c, "c0"), start(port(c, "c0"), matrix, m * n) + i * n + j);
        out.push_back(numberOr(c, "alpha", 1) * sum + beta * added);
    }
    return out;
}

using Outputs = std::vector<std::vector<double>>;

/// An operator of one output.
template <auto define>
Outputs only(const Case& c)
{
    return {define(c)};
}

} // namespace

std::vector<std::vector<double>> naiveResults(const Case& c)
{
    const auto isEmpty = [](const TensorSpec& spec) { return spec.shape.elements() == 0; };
    if (std::ranges::all_of(c.outputs, isEmpty))
        return Outputs(c.outputs.size());
    static const std::map<std::string, Outputs (*)(const Case&)> kAll = {
        {"conv2d", only<naiveConv2d>},
        {"pool2d", only<naivePool2d>},
        {"fft", only<naiveFft>},
        {"gemm", only<gemm>},
        {"gemv", only<naiveGemv>},
        {"histogram", only<naiveHistogram>},
        {"image.gauss", only<gauss>},
        {"image.median", only<naiveMedian>},
        {"image.nlmeans", only<naiveNlmeans>},
        {"image.resize", only<resize>},
        {"normalize", only<naiveNormalize>},
        {"reduce", only<reduce>},
        {"scan", only<naiveScan>},
        {"concat", only<naiveConcat>},
        {"reshape", only<naiveReshape>},
        {"transpose", only<naiveTranspose>},
        {"softmax", only<naiveSoftmax>},
        {"sort", naiveSort},
        {"stencil2d", only<naiveStencil>},
    };
    return kAll.at(c.op->name)(c);
}

} // namespace xpu::tests
