#include "compute/operators/scan/scan.h"

#include "compute/operators/convert.h"
#include "compute/operators/fold.h"
#include "compute/operators/params.h"
#include "core/memory/host_block.h"

#include <algorithm>
#include <array>
#include <utility>

namespace xpu::operators {
namespace {

constexpr std::size_t kChunk = 1 << 15; // elements joined by one thread at a time
using Buffer = std::array<double, 2048>;

Inferred infer(std::span<const PortSpec> inputs, const Params&)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    if (x->dtype == DType::C64)
        return badDType("x", "");
    const TensorSpec y{foldedType(x->dtype), x->shape};
    if (!sizeIsSane(*x) || !sizeIsSane(y))
        return badShape("x", x->text() + " is too large");
    return std::vector{y};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs, const Params&)
{
    const TensorSpec& x = *port(inputs, "x");
    const std::uint64_t elements = x.shape.elements().value_or(0);
    // Joined once to know what stands before each piece, once more for the results. Half a byte of
    // partial results an element is what the shortest runs of a device leave (scan/vulkan.cpp).
    return {.flops = 2 * static_cast<double>(elements),
            .bytes = static_cast<double>(2 * x.bytes().count + outputs[0].bytes().count),
            .temporary = Bytes(elements / 2 + elements / 16 + 64)};
}

/// Calls use(values, position) for the elements [begin, end) of x, piece by piece.
void forEachPiece(const KernelInput& x, std::size_t begin, std::size_t end, Buffer& buffer,
                  auto use)
{
    for (std::size_t at = begin; at < end; at += buffer.size()) {
        const auto values = std::span(buffer).first(std::min(buffer.size(), end - at));
        toDouble(x.spec.dtype, x.data, at, values);
        use(std::span<const double>(values), at);
    }
}

template <Fn fn, class To>
void writeChunk(const KernelInput& x, std::size_t begin, std::size_t end, double before, To* y)
{
    Buffer buffer;
    double total = before;
    forEachPiece(x, begin, end, buffer, [&](std::span<const double> values, std::size_t at) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            total = fold<fn>(total, values[i]);
            y[at + i] = static_cast<To>(total);
        }
    });
}

template <Fn fn>
double foldChunk(const KernelInput& x, std::size_t begin, std::size_t end)
{
    Buffer buffer;
    double total = neutral<fn>();
    forEachPiece(x, begin, end, buffer, [&](std::span<const double> values, std::size_t) {
        total = fold<fn>(total, foldRow<fn>(values));
    });
    return total;
}

/// Two passes over chunks whose bounds do not depend on the threads, so that neither do the bits.
template <Fn fn, class To>
Result<void> runAs(const KernelCall& call, Slices& slices)
{
    const KernelInput& x = *call.input("x");
    const std::size_t count = x.spec.shape.elements().value_or(0);
    const std::size_t chunks = (count + kChunk - 1) / kChunk;
    auto scratch = HostBlock::allocate(Bytes(chunks * sizeof(double)));
    if (!scratch)
        return tl::unexpected(scratch.error());
    const std::span<double> before = (*scratch)->as<double>();
    const auto endOf = [&](std::size_t chunk) { return std::min(count, (chunk + 1) * kChunk); };
    slices.expectPasses(2);
    const bool joined = slices.over(chunks, [&](std::size_t begin, std::size_t end) {
        for (std::size_t c = begin; c < end; ++c)
            before[c] = foldChunk<fn>(x, c * kChunk, endOf(c));
    });
    double total = neutral<fn>();
    for (std::size_t c = 0; joined && c < chunks; ++c)
        total = fold<fn>(std::exchange(before[c], total), total);
    To* const y = reinterpret_cast<To*>(call.outputs[0].data);
    const bool written = joined && slices.over(chunks, [&](std::size_t begin, std::size_t end) {
        for (std::size_t c = begin; c < end; ++c)
            writeChunk<fn>(x, c * kChunk, endOf(c), before[c], y);
    });
    if (!written)
        return fail(Errc::Cancelled, "scan");
    return {};
}

Result<void> run(const KernelCall& call, Slices& slices)
{
    const bool wide = call.outputs[0].spec.dtype == DType::F64;
    return withFn(text(call.params, "fn").value_or(""), [&](auto fn) {
        return wide ? runAs<fn, double>(call, slices) : runAs<fn, float>(call, slices);
    });
}

} // namespace

BuiltinOperator scan()
{
    OperatorInfo info;
    info.name = "scan";
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {{.name = "fn",
                    .type = ParamInfo::Type::Text,
                    .required = true,
                    .choices = {"sum", "prod", "min", "max"}}};
    info.infer = infer;
    info.cost = cost;
    info.tolerance = {Tolerance::Kind::Accumulated, 1e-5};
    for (const int bits : {12, 18, 22})
        info.probes.push_back({{{"x", {DType::F32, {std::uint64_t{1} << bits}}}}, {{"fn", "sum"}}});
    return {std::move(info), run};
}

} // namespace xpu::operators
