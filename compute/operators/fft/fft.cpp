#include "compute/operators/fft/fft.h"

#include "compute/operators/fft/cpu_fft.h"
#include "compute/operators/params.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace xpu::operators {
namespace {

constexpr std::uint64_t kMostElements = std::uint64_t{1} << 31U; // their words have 32-bit numbers

std::int64_t dimsOf(const Params& params) { return integer(params, "dims").value_or(1); }

/// Points of a real line whose half `x` holds on its last axis.
std::int64_t realLength(const TensorSpec& x, const Params& params)
{
    const auto half = static_cast<std::int64_t>(x.shape[x.shape.rank - 1U]);
    return integer(params, "length").value_or(2 * (half - 1));
}

std::optional<InferError> refused(const TensorSpec& x, const Params& params)
{
    const bool real = flag(params, "real");
    const bool back = flag(params, "inverse");
    const bool fits = real ? x.dtype == (back ? DType::C64 : DType::F32)
                           : x.dtype == DType::C64 || x.dtype == DType::F32;
    if (!fits) {
        const bool isComplex = x.dtype == DType::C64;
        return badDType("x", real && back ? "fft" : isComplex ? "" : "map").value();
    }
    if (x.shape.rank < dimsOf(params))
        return badShape("x", x.text() + " has fewer axes than are to be transformed").value();
    if (integer(params, "length") && !(real && back))
        return badParameter("length", "only real inverse transforms have one").value();
    const std::uint64_t last = x.shape[x.shape.rank - 1U];
    if (real && last == 0)
        return badShape("x", x.text() + " has no points").value();
    if (real && back) {
        const std::int64_t length = realLength(x, params);
        if (length < 1 || static_cast<std::uint64_t>(length) / 2 + 1 != last)
            return badParameter("length",
                                std::to_string(length) + " points have "
                                    + std::to_string(std::max<std::int64_t>(length, 0) / 2 + 1)
                                    + " values, " + x.text() + " has " + std::to_string(last))
                .value();
    }
    return std::nullopt;
}

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    if (auto error = refused(*x, params))
        return tl::unexpected(std::move(*error));
    TensorSpec y{DType::C64, x->shape};
    if (flag(params, "real")) {
        std::uint64_t& last = y.shape.extent[y.shape.rank - 1U];
        if (flag(params, "inverse")) {
            y.dtype = DType::F32;
            last = static_cast<std::uint64_t>(realLength(*x, params));
        } else {
            last = last / 2 + 1;
        }
    }
    if (!sizeIsSane(*x) || !sizeIsSane(y) || *x->shape.elements() >= kMostElements
        || *y.shape.elements() >= kMostElements)
        return badShape("x", x->text() + " is too large to be transformed");
    return std::vector{y};
}

/// Two arrays between the passes, and for a convolution its other factor twice.
Bytes scratch(const FftShape& shape)
{
    constexpr std::uint64_t kComplex = 8;
    const std::uint64_t all = shape.batch * shape.points();
    std::uint64_t most = all;
    std::uint64_t factors = 0;
    std::uint64_t tables = 0;
    for (const std::uint64_t length : shape.lengths) {
        const std::uint64_t m =
            fftRadices(length).empty() && length > 1 ? convolutionLength(length) : 0;
        most = std::max(most, m == 0 ? 0 : all / length * m);
        factors += 2 * m;
        tables += 8 * static_cast<std::uint64_t>(std::sqrt(static_cast<double>(length + m))) + 64;
    }
    return Bytes(kComplex * (2 * most + factors + tables));
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
               const Params& params)
{
    const TensorSpec& x = *port(inputs, "x");
    const FftShape shape = fftShape(x, params);
    if (outputs[0].shape.elements() == 0)
        return {};
    const auto points = static_cast<double>(shape.points());
    const double all = points * static_cast<double>(shape.batch);
    const double levels = std::log2(std::max(2.0, points));
    return {.flops = 5 * all * levels,
            .bytes = static_cast<double>(x.bytes().count + outputs[0].bytes().count)
                     + 16 * all * levels / 3,
            .temporary = scratch(shape)};
}

std::optional<Division> divide(std::span<const PortSpec> inputs, const Params& params)
{
    return inputs.front().spec.shape.rank > dimsOf(params) ? byRows(inputs, 0) : std::nullopt;
}

} // namespace

std::uint64_t FftShape::points() const
{
    std::uint64_t product = 1;
    for (const std::uint64_t length : lengths)
        product *= length;
    return product;
}

FftShape fftShape(const TensorSpec& x, const Params& params)
{
    FftShape shape;
    shape.inverse = flag(params, "inverse");
    shape.real = flag(params, "real");
    const auto first = x.shape.rank - static_cast<std::size_t>(dimsOf(params));
    for (std::size_t axis = 0; axis < x.shape.rank; ++axis) {
        if (axis < first)
            shape.batch *= x.shape[axis];
        else
            shape.lengths.push_back(x.shape[axis]);
    }
    if (shape.real && shape.inverse)
        shape.lengths.back() = static_cast<std::uint64_t>(realLength(x, params));
    return shape;
}

std::vector<std::uint32_t> fftRadices(std::uint64_t length)
{
    std::vector<std::uint32_t> radices;
    for (const std::uint32_t radix : {8U, 7U, 5U, 4U, 3U, 2U})
        for (; length > 0 && length % radix == 0; length /= radix)
            radices.push_back(radix);
    return length == 1 ? radices : std::vector<std::uint32_t>{};
}

std::uint64_t convolutionLength(std::uint64_t length) { return std::bit_ceil(2 * length - 1); }

BuiltinOperator fft()
{
    OperatorInfo info;
    info.name = "fft";
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {
        {.name = "dims", .type = ParamInfo::Type::Integer, .min = 1, .max = 3},
        {.name = "inverse", .type = ParamInfo::Type::Bool},
        {.name = "real", .type = ParamInfo::Type::Bool},
        {.name = "length", .type = ParamInfo::Type::Integer, .min = 1, .max = 2147483647}};
    info.infer = infer;
    info.cost = cost;
    info.divide = divide;
    info.tolerance = {Tolerance::Kind::Transform, 1e-6};
    for (const int bits : {8, 14, 20})
        info.probes.push_back({{{"x", {DType::C64, {std::uint64_t{1} << bits}}}}, {}});
    return {std::move(info), cpuFft};
}

} // namespace xpu::operators
