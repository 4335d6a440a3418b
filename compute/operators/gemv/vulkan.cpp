#include "compute/operators/gemv/gemv.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

namespace xpu::vulkan {

namespace {

using operators::GemvShape;

constexpr std::uint64_t kTripsAcross = 64; ///< elements an invocation sums along a row
constexpr std::uint64_t kTripsDown = 1024; ///< and down a column

/// The push constants of gemv.comp.
template <class Real>
struct Push {
    Real alpha;
    std::uint32_t m;
    std::uint32_t k;
    std::uint32_t pieceLength;
    std::uint32_t pieces;
};

template <class Real>
Plan planAs(const PlanRequest& request, const GemvShape& g)
{
    const Tuning& tuning = request.traits.tuning;
    Plan plan;
    Slot from = input(inputIndex(request, "a"));
    const Slot x = input(inputIndex(request, "x"));
    // alpha = 0 reads neither a nor x, as in BLAS.
    std::uint64_t depth = g.alpha == 0 ? 0 : g.k;
    bool across = !g.transA;
    bool timesX = true;
    for (bool last = false; !last;) {
        const std::uint64_t length = across ? kTripsAcross * tuning.reduceGroup : kTripsDown;
        const std::uint64_t pieces = std::max<std::uint64_t>(1, (depth + length - 1) / length);
        last = pieces == 1;
        if (!last)
            plan.temporaries.emplace_back(pieces * g.m * sizeof(Real));
        const Slot to = last ? output(0) : temporary(plan.temporaries.size() - 1);
        const Push<Real> push{static_cast<Real>(last ? g.alpha : 1),
                              static_cast<std::uint32_t>(g.m), static_cast<std::uint32_t>(depth),
                              static_cast<std::uint32_t>(length),
                              static_cast<std::uint32_t>(pieces)};
        const std::uint64_t parts = g.m * pieces;
        plan.dispatches.push_back(
            {kernels::gemv(std::is_same_v<Real, double>),
             {tuning.reduceGroup, across ? 1U : 0U, timesX ? 1U : 0U},
             {from, x, to},
             pushOf(push),
             lineGroups(parts, across ? 1 : tuning.reduceGroup, request.traits),
             4.0 * static_cast<double>(g.m) * static_cast<double>(depth)});
        from = to;
        depth = pieces;
        across = false; // partial results lie as a transposed matrix
        timesX = false;
    }
    return plan;
}

} // namespace

PlanResult planGemv(const PlanRequest& request)
{
    const DType type = request.outputs[0].dtype;
    for (const PortSpec& in : request.inputs)
        if (in.spec.dtype != type)
            return tl::unexpected("gemv on Vulkan does not convert " + in.name + " from "
                                  + std::string(nameOf(in.spec.dtype)));
    if (type == DType::F64 && !request.traits.float64)
        return tl::unexpected(std::string("this device has no f64"));
    const GemvShape g =
        operators::gemvShape(request.inputs[inputIndex(request, "a")].spec, request.params);
    if (g.m == 0)
        return Plan{};
    return type == DType::F64 ? planAs<double>(request, g) : planAs<float>(request, g);
}

} // namespace xpu::vulkan
