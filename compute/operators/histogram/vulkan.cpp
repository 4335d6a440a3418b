#include "compute/operators/fold.h"
#include "compute/operators/histogram/histogram.h"
#include "compute/vulkan/element_words.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>

namespace xpu::vulkan {

namespace {

/// More bins than these, and adding up what the groups counted costs more than it saves.
constexpr std::uint32_t kMostShared = 4096;

/// histogram.comp's push constants in the type it computes in.
template <class Real>
struct Push {
    std::uint32_t count;
    std::uint32_t bins;
    std::uint32_t run;
    std::uint32_t unused;
    Real low;
    Real high;
    Real scale;
};

template <class Real>
std::vector<std::byte> pushFor(const operators::HistogramRange& range, std::uint64_t count,
                               std::uint32_t run)
{
    return pushOf(Push<Real>{static_cast<std::uint32_t>(count), range.bins, run, 0,
                             static_cast<Real>(range.min), static_cast<Real>(range.max),
                             static_cast<Real>(range.scale)});
}

} // namespace

PlanResult planHistogram(const PlanRequest& request)
{
    const TensorSpec& x = request.inputs[0].spec;
    const bool wide = operators::foldedType(x.dtype) == DType::F64;
    const auto source = sourceWord(x.dtype, request.traits.float64);
    const auto range = operators::histogramRange(x, request.params);
    if (!source || (wide && !request.traits.float64) || !range)
        return tl::unexpected("this device cannot count " + std::string(nameOf(x.dtype)));
    const Tuning& tuning = request.traits.tuning;
    const std::uint64_t count = x.shape.elements().value_or(0);
    // Half of the shared memory: two groups fit on a processor.
    const bool shared =
        range->bins <= kMostShared
        && range->bins * sizeof(std::uint32_t) <= request.traits.maxShared.count / 2;
    const auto push = wide ? pushFor<double>(*range, count, tuning.serialRun)
                           : pushFor<float>(*range, count, tuning.serialRun);
    Plan plan;
    const auto add = [&](std::uint32_t stage, std::uint64_t invocations, double work) {
        plan.dispatches.push_back(
            {kernels::histogram(wide),
             {tuning.reduceGroup, stage, shared ? std::max(2U, range->bins) : 1U, *source},
             {input(0), output(0)},
             push,
             lineGroups(invocations, tuning.reduceGroup, request.traits),
             work});
    };
    add(0, range->bins, range->bins);
    if (count > 0)
        add(1, (count + tuning.serialRun - 1) / tuning.serialRun, 8 * static_cast<double>(count));
    return plan;
}

} // namespace xpu::vulkan
