#include "tests/compute/operators/bounds.h"

#include "compute/operators/conv2d/conv2d.h"
#include "compute/operators/convert.h"
#include "compute/operators/fft/fft.h"
#include "compute/operators/gemm/gemm.h"
#include "compute/operators/params.h"
#include "compute/operators/reduce/reduce.h"
#include "compute/operators/rows/rows.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace xpu::tests {
namespace {

using namespace operators;

const Value* input(const Case& c, std::string_view port)
{
    for (const Value& v : c.inputs)
        if (v.port == port)
            return &v;
    return nullptr;
}

double largest(const Value& v)
{
    double most = 0;
    for (const double x : numbers(v.spec, *v.data))
        most = std::max(most, std::abs(x));
    return most;
}

/// What the elements of a result are sums of: so many terms of at most that size.
struct Accumulation {
    double terms = 1;
    double term = 0;
    bool relative = false; ///< the size is that of the result itself
};

Accumulation gemmTerms(const Case& c)
{
    const Value& a = *input(c, "a");
    const Value& b = *input(c, "b");
    const GemmShape g = gemmShape(a.spec, b.spec, c.params);
    const Value* c0 = input(c, "c0");
    const double added = c0 != nullptr ? std::abs(g.beta) * largest(*c0) : 0;
    return {static_cast<double>(g.k) + 1, std::abs(g.alpha) * largest(a) * largest(b) + added};
}

Accumulation foldTerms(const Case& c)
{
    const Value& x = *input(c, "x");
    const std::string fn = text(c.params, "fn").value_or("");
    if (fn == "min" || fn == "max")
        return {};
    return {static_cast<double>(reduceExtent(x.spec, c.params).length), largest(x), fn == "prod"};
}

Accumulation convTerms(const Case& c)
{
    std::vector<PortSpec> ports;
    for (const Value& v : c.inputs)
        ports.push_back({v.port, v.spec});
    const Value* bias = input(c, "bias");
    return {static_cast<double>(convShape(ports, c.params)->terms()) + 1,
            largest(*input(c, "x")) * largest(*input(c, "w"))
                + (bias != nullptr ? largest(*bias) : 0)};
}

Accumulation poolTerms(const Case& c) { return {1, largest(*input(c, "x"))}; }

Accumulation gemvTerms(const Case& c)
{
    const Value& x = *input(c, "x");
    const double alpha = std::abs(number(c.params, "alpha").value_or(1));
    return {static_cast<double>(x.spec.shape[0]), alpha * largest(*input(c, "a")) * largest(x)};
}

/// Every result is its element, scaled by what a sum over its row came to.
Accumulation softmaxTerms(const Case& c)
{
    const auto length = rowExtent(input(c, "x")->spec, c.params).length;
    return {static_cast<double>(length), 0, true};
}

/// Results have the variance 1, and that is their scale.
Accumulation normalizeTerms(const Case& c)
{
    const auto length = rowExtent(input(c, "x")->spec, c.params).length;
    return {static_cast<double>(length), 1};
}

/// Operators whose tolerance is Accumulated: one row each.
Accumulation accumulationOf(const Case& c)
{
    static const std::map<std::string, Accumulation (*)(const Case&)> kAll = {
        {"conv2d", convTerms}, {"pool2d", poolTerms},         {"gemm", gemmTerms},
        {"gemv", gemvTerms},   {"normalize", normalizeTerms}, {"reduce", foldTerms},
        {"scan", foldTerms},   {"softmax", softmaxTerms},
    };
    return kAll.at(c.op->name)(c);
}

double fftPoints(const Case& c)
{
    return static_cast<double>(fftShape(c.inputs[0].spec, c.params).points());
}

/// Operators whose tolerance is Transform: the points each element is made of.
double pointsOf(const Case& c)
{
    static const std::map<std::string, double (*)(const Case&)> kAll = {{"fft", fftPoints}};
    return kAll.at(c.op->name)(c);
}

bool isWhole(DType type)
{
    return type != DType::F16 && type != DType::F32 && type != DType::F64 && type != DType::C64;
}

double rootMeanSquare(std::span<const double> values)
{
    double sum = 0;
    for (const double v : values)
        sum += v * v;
    return values.empty() ? 0 : std::sqrt(sum / static_cast<double>(values.size()));
}

} // namespace

std::vector<double> numbers(const TensorSpec& spec, const HostBlock& block)
{
    const std::size_t count = spec.shape.elements().value_or(0);
    const bool complex = spec.dtype == DType::C64;
    std::vector<double> out(complex ? 2 * count : count);
    toDouble(complex ? DType::F32 : spec.dtype, block.data(), 0, out);
    return out;
}

Bound::Bound(const Case& c, const TensorSpec& output, std::span<const double> reference)
{
    const Tolerance& tolerance = c.op->tolerance;
    const bool whole = isWhole(output.dtype);
    switch (tolerance.kind) {
    case Tolerance::Kind::Exact:
        exact_ = true;
        break;
    case Tolerance::Kind::Levels:
        fixed_ = tolerance.amount * (whole ? 1 : largest(*input(c, "x")) * 0x1p-20);
        break;
    case Tolerance::Kind::Ulps:
        exact_ = whole;
        ulps_ = true;
        fixed_ = tolerance.amount;
        break;
    case Tolerance::Kind::Accumulated: {
        exact_ = whole;
        const Accumulation sums = accumulationOf(c);
        const double size = tolerance.amount * std::sqrt(sums.terms);
        fixed_ = sums.relative ? 0 : size * sums.term;
        relative_ = sums.relative ? size : 0;
        break;
    }
    case Tolerance::Kind::Transform:
        exact_ = whole;
        relative_ = tolerance.amount * std::log2(std::max(2.0, pointsOf(c)));
        fixed_ = relative_ * rootMeanSquare(reference);
        break;
    }
}

double Bound::around(double at) const { return fixed_ + relative_ * std::abs(at); }

} // namespace xpu::tests
