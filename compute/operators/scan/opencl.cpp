#include "compute/opencl/embedded_kernels.h"
#include "compute/opencl/fold_text.h"
#include "compute/opencl/planners.h"
#include "compute/operators/params.h"

namespace xpu::opencl {

namespace {

/// Running joins of `count` elements at `from` written to `to`: joins of runs first, running joins
/// of those by the same means, and with what stands before each run its elements.
struct Level {
    std::uint64_t count;
    DType source;
    DType target;
    Slot from;
    Slot to;
};

class ScanPlan {
public:
    explicit ScanPlan(const PlanRequest& request)
        : tuning_(request.traits.tuning), fn_(operators::text(request.params, "fn").value_or("sum"))
    {}

    Plan make(const Level& level)
    {
        add(level);
        return std::move(plan_);
    }

private:
    void add(const Level& level)
    {
        const std::uint64_t runs = (level.count + tuning_.serialRun - 1) / tuning_.serialRun;
        Slot before = level.from;
        if (runs > 1) {
            const Slot joined = scratch(runs);
            before = scratch(runs);
            dispatch(level, runs, 0, joined, level.from);
            add({runs, DType::F64, DType::F64, joined, before});
        }
        dispatch(level, runs, 1, level.to, before);
    }

    Slot scratch(std::uint64_t values)
    {
        plan_.temporaries.emplace_back(values * sizeof(double));
        return temporary(plan_.temporaries.size() - 1);
    }

    void dispatch(const Level& level, std::uint64_t runs, std::uint32_t stage, Slot to, Slot before)
    {
        const struct {
            std::uint32_t count;
            std::uint32_t runs;
            std::uint32_t run;
            std::uint32_t prefixed;
        } push{static_cast<std::uint32_t>(level.count), static_cast<std::uint32_t>(runs),
               tuning_.serialRun, runs > 1 ? 1U : 0U};
        Dispatch one;
        one.kernel = {
            "scan",
            {},
            {},
            withPrelude(foldText(fn_, level.source, stage == 0 ? DType::F64 : level.target)
                        + defined("STAGE", stage) + std::string(kernels::scan())),
            {}};
        one.buffers = {level.from, to, before};
        one.push = pushOf(push);
        one.work = 4.0 * static_cast<double>(level.count);
        spreadOver(one, runs, tuning_.serialGroup);
        plan_.dispatches.push_back(std::move(one));
    }

    const Tuning& tuning_;
    const std::string fn_;
    Plan plan_;
};

} // namespace

PlanResult planScan(const PlanRequest& request)
{
    const TensorSpec& x = request.inputs[0].spec;
    if (!request.traits.float64 || elementWord(x.dtype, true).empty())
        return tl::unexpected("this device cannot scan " + std::string(nameOf(x.dtype)));
    const std::uint64_t count = x.shape.elements().value_or(0);
    if (count == 0)
        return Plan{};
    return ScanPlan(request).make({count, x.dtype, request.outputs[0].dtype, input(0), output(0)});
}

} // namespace xpu::opencl
