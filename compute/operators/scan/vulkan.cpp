#include "compute/operators/params.h"
#include "compute/vulkan/element_words.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

namespace xpu::vulkan {

namespace {

/// Running joins of `count` elements at `from` written to `to`: joins of runs first, running joins
/// of those by the same means, and with what stands before each run its elements.
struct Level {
    std::uint64_t count;
    std::uint32_t source; ///< word of `from`
    std::uint32_t target; ///< word of `to`
    Slot from;
    Slot to;
};

class ScanPlan {
public:
    ScanPlan(const PlanRequest& request, bool wide) : request_(request), wide_(wide) {}

    Plan make(const Level& level)
    {
        add(level);
        return std::move(plan_);
    }

private:
    void add(const Level& level)
    {
        const std::uint64_t run = request_.traits.tuning.serialRun;
        const std::uint64_t runs = (level.count + run - 1) / run;
        Slot before = level.from;
        if (runs > 1) {
            const Slot joined = scratch(runs);
            before = scratch(runs);
            dispatch(level, runs, 0, joined, level.from);
            add({runs, kPartialWord, kPartialTarget, joined, before});
        }
        dispatch(level, runs, 1, level.to, before);
    }

    Slot scratch(std::uint64_t values)
    {
        plan_.temporaries.emplace_back(values * 8);
        return temporary(plan_.temporaries.size() - 1);
    }

    void dispatch(const Level& level, std::uint64_t runs, std::uint32_t stage, Slot to, Slot before)
    {
        const Tuning& tuning = request_.traits.tuning;
        const struct {
            std::uint32_t count;
            std::uint32_t runs;
            std::uint32_t run;
            std::uint32_t prefixed;
        } push{static_cast<std::uint32_t>(level.count), static_cast<std::uint32_t>(runs),
               tuning.serialRun, runs > 1 ? 1U : 0U};
        const std::uint32_t fn = foldWord(operators::text(request_.params, "fn").value_or("sum"));
        const std::uint32_t target = stage == 0 ? kPartialTarget : level.target;
        plan_.dispatches.push_back({kernels::scan(wide_),
                                    {tuning.lineGroup, fn, target, level.source, stage},
                                    {level.from, to, before},
                                    pushOf(push),
                                    lineGroups(runs, tuning.lineGroup, request_.traits),
                                    4.0 * static_cast<double>(level.count)});
    }

    const PlanRequest& request_;
    bool wide_;
    Plan plan_;
};

} // namespace

PlanResult planScan(const PlanRequest& request)
{
    const TensorSpec& x = request.inputs[0].spec;
    const TensorSpec& y = request.outputs[0];
    const bool wide = request.traits.float64;
    const auto source = sourceWord(x.dtype, wide);
    if (!source || (y.dtype == DType::F64 && !wide))
        return tl::unexpected("this device cannot scan " + std::string(nameOf(x.dtype)));
    const std::uint64_t count = x.shape.elements().value_or(0);
    if (count == 0)
        return Plan{};
    return ScanPlan(request, wide).make({count, *source, foldTarget(y.dtype), input(0), output(0)});
}

} // namespace xpu::vulkan
