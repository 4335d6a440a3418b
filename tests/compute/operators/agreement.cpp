#include "tests/compute/operators/agreement.h"

#include "tests/compute/operators/bounds.h"

#include <algorithm>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>

namespace xpu::tests {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

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

double share(double difference, double bound)
{
    if (difference <= 0)
        return 0;
    return bound > 0 ? difference / bound : kInfinity;
}

bool sameBits(const TensorSpec& spec, const HostBlock& a, const HostBlock& b, std::size_t i)
{
    const std::size_t size = spec.dtype == DType::C64 ? sizeof(float) : sizeOf(spec.dtype);
    return std::memcmp(a.data() + i * size, b.data() + i * size, size) == 0;
}

/// Keeps the largest share of a case over all its outputs.
void compareCase(const Case& c, const Completion& a, const Completion& b, Agreement& result)
{
    for (std::size_t o = 0; o < c.outputs.size(); ++o) {
        double unit = 0;
        const double part =
            shareOfTolerance(c, o, *a.produced[o].second, *b.produced[o].second, unit);
        if (part > result.worstShare) {
            result.worstShare = part;
            result.worst = unit;
            result.worstCase = c.text() + " " + c.op->outputs[o];
        }
    }
}

} // namespace

double shareOfTolerance(const Case& c, std::size_t output, const HostBlock& a, const HostBlock& b,
                        double& unit)
{
    const TensorSpec& spec = c.outputs[output];
    const std::vector<double> left = numbers(spec, a);
    const std::vector<double> right = numbers(spec, b);
    const Bound bound(c, spec, left);
    double worst = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (std::isnan(left[i]) && std::isnan(right[i]))
            continue;
        if (bound.isExact() ? sameBits(spec, a, b, i) : left[i] == right[i])
            continue;
        const double difference =
            bound.inUlps() ? ulps(left[i], right[i], spec.dtype) : std::abs(left[i] - right[i]);
        // A NaN on one side only compares false with everything: it must not pass as small.
        const double part = bound.isExact() || std::isnan(difference)
                                ? kInfinity
                                : share(difference, bound.around(left[i]));
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
            if (done->error || done->produced.size() != c.outputs.size())
                result.failure =
                    c.text() + ": " + (done->error ? done->error->message : "results are missing");
        if (!result.failure.empty())
            break;
        compareCase(c, a, b, result);
        ++result.compared;
    }
    std::printf(
        "%s: %s against %s, %zu cases (%zu skipped), worst %g = %.3f of the tolerance%s%s %s\n",
        op.c_str(), first.device().info().id.c_str(), second.device().info().id.c_str(),
        result.compared, result.skipped, result.worst, result.worstShare,
        result.worstCase.empty() ? "" : " at ", result.worstCase.c_str(), result.failure.c_str());
    return result;
}

} // namespace xpu::tests
