#include "compute/opencl/embedded_kernels.h"
#include "compute/opencl/planners.h"
#include "compute/operators/fold.h"
#include "compute/operators/histogram/histogram.h"

#include <algorithm>

namespace xpu::opencl {

namespace {

/// More bins than these, and adding up what the groups counted costs more than it saves.
constexpr std::uint32_t kMostShared = 4096;

struct Head {
    std::uint32_t count;
    std::uint32_t bins;
    std::uint32_t run;
};

/// histogram.cl's arguments, the last three in the type it computes in.
std::vector<std::byte> pushFor(const Head& head, const operators::HistogramRange& range, bool wide)
{
    std::vector<std::byte> all = pushOf(head);
    for (const double value : {range.min, range.max, range.scale}) {
        const auto words = wide ? pushOf(value) : pushOf(static_cast<float>(value));
        all.insert(all.end(), words.begin(), words.end());
    }
    return all;
}

/// Doubles come as two words.
std::string argumentText(bool wide)
{
    return wide ? defined("REAL_ARGUMENTS(v)", "uint v##Low, uint v##High")
                      + defined("REAL_OF(v)", "as_double((uint2)(v##Low, v##High))")
                : defined("REAL_ARGUMENTS(v)", "float v") + defined("REAL_OF(v)", "v");
}

} // namespace

PlanResult planHistogram(const PlanRequest& request)
{
    const TensorSpec& x = request.inputs[0].spec;
    const bool wide = operators::foldedType(x.dtype) == DType::F64;
    const auto range = operators::histogramRange(x, request.params);
    if (elementWord(x.dtype, request.traits.float64).empty() || !range)
        return tl::unexpected("this device cannot count " + std::string(nameOf(x.dtype)));
    const Tuning& tuning = request.traits.tuning;
    const std::uint64_t count = x.shape.elements().value_or(0);
    // Half of the shared memory: two groups fit on a processor.
    const bool shared =
        range->bins <= kMostShared
        && range->bins * sizeof(std::uint32_t) <= request.traits.maxShared.count / 2;
    const auto push =
        pushFor({static_cast<std::uint32_t>(count), range->bins, tuning.serialRun}, *range, wide);
    const std::string text = elementText(x.dtype, wide) + argumentText(wide)
                             + defined("GROUP", tuning.serialGroup)
                             + defined("SHARED", shared ? std::max(2U, range->bins) : 1U);
    Plan plan;
    const auto add = [&](std::uint32_t stage, std::uint64_t items, std::uint32_t group,
                         double work) {
        Dispatch dispatch;
        dispatch.kernel = {
            "histogram",
            {},
            {},
            withPrelude(text + defined("STAGE", stage) + std::string(kernels::histogram())),
            {}};
        dispatch.buffers = {input(0), output(0)};
        dispatch.push = push;
        dispatch.work = work;
        spreadOver(dispatch, items, group);
        plan.dispatches.push_back(std::move(dispatch));
    };
    add(0, range->bins, tuning.lineGroup, range->bins);
    if (count > 0)
        add(1, (count + tuning.serialRun - 1) / tuning.serialRun, tuning.serialGroup,
            8 * static_cast<double>(count));
    return plan;
}

} // namespace xpu::opencl
