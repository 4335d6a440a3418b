#include "tests/compute/operators/agreement.h"

#include "compute/operators/convert.h"
#include "compute/operators/gemm/gemm.h"
#include "compute/operators/params.h"
#include "compute/operators/reduce/reduce.h"

#include <algorithm>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <limits>

namespace xpu::tests {
namespace {

using namespace operators;

std::vector<double> numbers(const TensorSpec& spec, const HostBlock& block)
{
    std::vector<double> out(spec.shape.elements().value_or(0));
    toDouble(spec.dtype, block.data(), 0, out);
    return out;
}

double largest(const Value& v)
{
    double most = 0;
    for (const double x : numbers(v.spec, *v.data))
        most = std::max(most, std::abs(x));
    return most;
}

const Value* input(const Case& c, std::string_view port)
{
    for (const Value& v : c.inputs)
        if (v.port == port)
            return &v;
    return nullptr;
}

double ulps(double a, double b, DType type)
{
    if (type == DType::F64) {
        const double scale = std::max(std::abs(a), std::abs(b));
        return std::abs(a - b) / (std::max(scale, DBL_MIN) * DBL_EPSILON);
    }
    // Values under the normal range may be flushed to zero by a GPU.
    if (std::abs(a) < FLT_MIN && std::abs(b) < FLT_MIN)
        return 0;
    const auto key = [](double v) {
        const auto bits = std::bit_cast<std::int32_t>(static_cast<float>(v));
        return static_cast<std::int64_t>(bits < 0 ? INT32_MIN - bits : bits);
    };
    return static_cast<double>(std::abs(key(a) - key(b)));
}

/// Largest difference that Accumulated allows around the value `at`.
double accumulatedBound(const Case& c, double at)
{
    const double amount = c.op->tolerance.amount;
    if (c.op->name == "gemm") {
        const Value& a = *input(c, "a");
        const Value& b = *input(c, "b");
        const GemmShape g = gemmShape(a.spec, b.spec, c.params);
        const double product = std::abs(g.alpha) * largest(a) * largest(b);
        const Value* c0 = input(c, "c0");
        const double added = c0 != nullptr ? std::abs(g.beta) * largest(*c0) : 0;
        return amount * std::sqrt(static_cast<double>(g.k) + 1) * (product + added);
    }
    const Value& x = *input(c, "x");
    const std::string fn = text(c.params, "fn").value_or("");
    if (fn == "min" || fn == "max")
        return 0;
    const auto length = static_cast<double>(reduceExtent(x.spec, c.params).length);
    return amount * std::sqrt(length) * (fn == "prod" ? std::abs(at) : largest(x));
}

double share(double difference, double bound)
{
    if (difference <= 0)
        return 0;
    return bound > 0 ? difference / bound : std::numeric_limits<double>::infinity();
}

} // namespace

double shareOfTolerance(const Case& c, const HostBlock& a, const HostBlock& b, double& unit)
{
    const TensorSpec& spec = c.outputs[0];
    const Tolerance& tolerance = c.op->tolerance;
    const std::vector<double> left = numbers(spec, a);
    const std::vector<double> right = numbers(spec, b);
    const bool levels = spec.dtype == DType::U8 || spec.dtype == DType::U16;
    const bool floatPicture = tolerance.kind == Tolerance::Kind::Levels && !levels;
    const double levelBound =
        tolerance.amount * (floatPicture ? largest(*input(c, "x")) * 0x1p-20 : 1);
    double worst = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (std::isnan(left[i]) && std::isnan(right[i]))
            continue;
        if (left[i] == right[i])
            continue;
        double difference = std::abs(left[i] - right[i]);
        double bound = levelBound;
        if (tolerance.kind == Tolerance::Kind::Ulps) {
            difference = ulps(left[i], right[i], spec.dtype);
            bound = tolerance.amount;
        }
        if (tolerance.kind == Tolerance::Kind::Accumulated)
            bound = accumulatedBound(c, left[i]);
        if (tolerance.kind == Tolerance::Kind::Exact)
            bound = 0;
        // A NaN on one side only compares false with everything: it must not pass as small.
        const double part = std::isnan(difference) ? std::numeric_limits<double>::infinity()
                                                   : share(difference, bound);
        if (part > worst) {
            worst = part;
            unit = difference;
        }
    }
    return worst;
}

Agreement compareDevices(DeviceRunner& first, DeviceRunner& second, const std::string& op,
                         std::size_t count, std::uint64_t seed)
{
    Agreement result;
    RandomCases cases(op, seed);
    while (result.compared < count && result.skipped < 5 * count && result.failure.empty()) {
        const Case c = cases.next();
        std::vector<PortSpec> ports;
        for (const Value& v : c.inputs)
            ports.push_back({v.port, v.spec});
        if (!second.device().whyNot(*c.op, ports, c.params).empty()
            || !first.device().whyNot(*c.op, ports, c.params).empty()) {
            ++result.skipped;
            continue;
        }
        const Completion a = first.run(*c.op, c.inputs, c.outputs, c.params);
        const Completion b = second.run(*c.op, c.inputs, c.outputs, c.params);
        for (const Completion* done : {&a, &b})
            if (done->error || done->produced.size() != 1)
                result.failure =
                    c.text() + ": " + (done->error ? done->error->message : "no result came back");
        if (!result.failure.empty())
            break;
        double unit = 0;
        const double part = shareOfTolerance(c, *a.produced[0].second, *b.produced[0].second, unit);
        ++result.compared;
        if (part > result.worstShare) {
            result.worstShare = part;
            result.worst = unit;
            result.worstCase = c.text();
        }
    }
    std::printf(
        "%s: %s against %s, %zu cases (%zu skipped), worst %g = %.3f of the tolerance%s%s %s\n",
        op.c_str(), first.device().info().id.c_str(), second.device().info().id.c_str(),
        result.compared, result.skipped, result.worst, result.worstShare,
        result.worstCase.empty() ? "" : " at ", result.worstCase.c_str(), result.failure.c_str());
    return result;
}

} // namespace xpu::tests
