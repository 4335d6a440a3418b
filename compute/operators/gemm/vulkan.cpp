#include "compute/operators/gemm/gemm.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>
#include <type_traits>

namespace xpu::vulkan {

namespace {

using operators::GemmShape;

constexpr std::uint64_t kDepthPerDispatch = 16384; ///< of k; about 1.4 loop trips each

/// The push constants of gemm.comp.
template <class Real>
struct Push {
    Real alpha = 1;
    Real beta = 0;
    std::uint32_t m = 0;
    std::uint32_t n = 0;
    std::uint32_t aRow = 0;
    std::uint32_t aColumn = 0;
    std::uint32_t bRow = 0;
    std::uint32_t bColumn = 0;
    std::uint32_t kBegin = 0;
    std::uint32_t kEnd = 0;
    std::uint32_t firstTile = 0;
    std::uint32_t tilesAcross = 0;
    std::uint32_t tiles = 0;
    std::uint32_t mode = 0;
    std::uint32_t tilesEach = 0;
    std::uint32_t aMatrix = 0; ///< elements from one matrix of the batch to the next
    std::uint32_t bMatrix = 0;
    std::uint32_t c0Matrix = 0;
};
enum Mode : std::uint32_t { New = 0, AddToC0 = 1, AddToItself = 2 };

std::uint32_t word(std::uint64_t value) { return static_cast<std::uint32_t>(value); }

template <class Real>
Push<Real> pushFor(const GemmShape& g, std::uint64_t tileEdge)
{
    Push<Real> push;
    push.alpha = static_cast<Real>(g.alpha);
    push.beta = static_cast<Real>(g.beta);
    push.m = word(g.m);
    push.n = word(g.n);
    push.aRow = word(g.transA ? 1 : g.k);
    push.aColumn = word(g.transA ? g.m : 1);
    push.bRow = word(g.transB ? 1 : g.n);
    push.bColumn = word(g.transB ? g.k : 1);
    push.tilesAcross = word((g.n + tileEdge - 1) / tileEdge);
    push.tilesEach = word((g.m + tileEdge - 1) / tileEdge * push.tilesAcross);
    push.tiles = word(g.batch * push.tilesEach);
    push.aMatrix = word(g.m * g.k);
    push.bMatrix = word(g.sharedB ? 0 : g.k * g.n);
    return push;
}

/// Slots of a, b, c0 and c. Without c0 its binding holds c, which is not read through it.
std::vector<Slot> slotsOf(const PlanRequest& request)
{
    const std::size_t c0 = inputIndex(request, "c0");
    return {input(inputIndex(request, "a")), input(inputIndex(request, "b")),
            c0 == kNoInput ? output(0) : input(c0), output(0)};
}

template <class Real>
Plan planAs(const PlanRequest& request, const GemmShape& g)
{
    const Tuning& tuning = request.traits.tuning;
    auto push = pushFor<Real>(g, std::uint64_t{4} * tuning.gemmGroup);
    const std::size_t c0 = inputIndex(request, "c0");
    const bool adds = g.beta != 0 && c0 != kNoInput;
    if (adds && request.inputs[c0].spec.shape.rank == 3)
        push.c0Matrix = word(g.m * g.n);
    // alpha = 0 reads neither a nor b, as in BLAS.
    const std::uint64_t depth = g.alpha == 0 ? 0 : g.k;
    const double tileWork =
        32.0 * tuning.gemmGroup * tuning.gemmGroup
        * static_cast<double>(std::clamp<std::uint64_t>(depth, 1, kDepthPerDispatch));
    const double workPerDispatch = request.traits.isSoftware() ? 1e9 : 2e10;
    const auto tilesPerDispatch = static_cast<std::uint32_t>(
        std::clamp(workPerDispatch / tileWork, 1.0, static_cast<double>(push.tiles)));
    Plan plan;
    std::uint64_t k = 0;
    do {
        push.kBegin = word(k);
        push.kEnd = word(std::min(depth, k + kDepthPerDispatch));
        push.mode = k > 0 ? AddToItself : adds ? AddToC0 : New;
        for (push.firstTile = 0; push.firstTile < push.tiles; push.firstTile += tilesPerDispatch) {
            const std::uint32_t tiles = std::min(tilesPerDispatch, push.tiles - push.firstTile);
            auto part = push;
            part.tiles = push.firstTile + tiles;
            plan.dispatches.push_back({kernels::gemm(std::is_same_v<Real, double>),
                                       {tuning.gemmGroup, tuning.gemmGroup, tuning.gemmDepth},
                                       slotsOf(request),
                                       pushOf(part),
                                       lineGroups(tiles, 1, request.traits),
                                       tileWork * tiles});
        }
        k += kDepthPerDispatch;
    } while (k < depth);
    return plan;
}

} // namespace

PlanResult planGemm(const PlanRequest& request)
{
    const DType type = request.outputs[0].dtype;
    for (const PortSpec& in : request.inputs)
        if (in.spec.dtype != type)
            return tl::unexpected("gemm on Vulkan does not convert " + in.name + " from "
                                  + std::string(nameOf(in.spec.dtype)));
    if (type == DType::F64 && !request.traits.float64)
        return tl::unexpected(std::string("this device has no f64"));
    const TensorSpec& a = request.inputs[inputIndex(request, "a")].spec;
    const TensorSpec& b = request.inputs[inputIndex(request, "b")].spec;
    const GemmShape g = operators::gemmShape(a, b, request.params);
    if (g.batch == 0 || g.m == 0 || g.n == 0)
        return Plan{};
    return type == DType::F64 ? planAs<double>(request, g) : planAs<float>(request, g);
}

} // namespace xpu::vulkan
