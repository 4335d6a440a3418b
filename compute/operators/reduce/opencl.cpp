#include "compute/opencl/embedded_kernels.h"
#include "compute/opencl/fold_text.h"
#include "compute/opencl/planners.h"
#include "compute/operators/params.h"
#include "compute/operators/reduce/reduce.h"

#include <algorithm>

namespace xpu::opencl {

namespace {

/// Results one pass leaves of `length` elements: few enough to end soon, enough for all processors.
std::uint64_t piecesFor(std::uint64_t length, std::uint64_t columns)
{
    constexpr std::uint64_t kBusy = 4096;
    constexpr std::uint64_t kLong = 32768;
    constexpr std::uint64_t kShort = 1024;
    const std::uint64_t trips = columns >= kBusy ? kLong : kShort;
    return std::max<std::uint64_t>(1, (length + trips - 1) / trips);
}

} // namespace

PlanResult planReduce(const PlanRequest& request)
{
    const TensorSpec& x = request.inputs[0].spec;
    const TensorSpec& y = request.outputs[0];
    if (!request.traits.float64 || elementWord(x.dtype, true).empty())
        return tl::unexpected("this device cannot reduce " + std::string(nameOf(x.dtype)));
    const auto extent = operators::reduceExtent(x, request.params);
    const std::string fn = operators::text(request.params, "fn").value_or("sum");
    const std::uint64_t columns = extent.outer * extent.inner;
    Plan plan;
    if (columns == 0)
        return plan;
    Slot from = input(0);
    DType source = x.dtype;
    std::uint64_t length = extent.length;
    for (bool last = false; !last;) {
        const std::uint64_t pieces = piecesFor(length, columns);
        const std::uint64_t count = columns * pieces;
        last = pieces == 1;
        if (!last)
            plan.temporaries.emplace_back(count * sizeof(double));
        const Slot to = last ? output(0) : temporary(plan.temporaries.size() - 1);
        const struct {
            std::uint32_t count;
            std::uint32_t length;
            std::uint32_t pieces;
            std::uint32_t inner;
            float scale;
        } push{static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(length),
               static_cast<std::uint32_t>(pieces), static_cast<std::uint32_t>(extent.inner),
               last && fn == "mean" ? static_cast<float>(extent.length) : 1.0F};
        const Tuning& tuning = request.traits.tuning;
        const DType target = last ? y.dtype : DType::F64;
        Dispatch dispatch;
        dispatch.kernel = {"reduce",
                           {},
                           {},
                           withPrelude(foldText(fn, source, target)
                                       + defined("RUNS", tuning.readsOn ? 1 : 0)
                                       + std::string(kernels::reduce())),
                           {}};
        dispatch.buffers = {from, to};
        dispatch.push = pushOf(push);
        dispatch.work = 4.0 * static_cast<double>(columns * length);
        spreadOver(dispatch, count, std::min(64U, tuning.lineGroup));
        plan.dispatches.push_back(std::move(dispatch));
        from = to;
        length = pieces;
        source = DType::F64;
    }
    return plan;
}

} // namespace xpu::opencl
