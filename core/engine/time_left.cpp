#include "core/engine/time_left.h"

#include <algorithm>

namespace xpu {

std::optional<TimeLeft> timeLeft(const EngineState& state, const Task& task)
{
    if (!task.run || !task.run->planned || !task.run->predictable || task.run->ended)
        return std::nullopt;
    TimeLeft left;
    for (std::size_t d = 0; d < state.devices.size(); ++d) {
        const double slots = state.devices[d].sandbox ? std::max(1, state.threadBudget) : 1;
        left.lo = std::max(left.lo, Seconds(task.run->leftLo[d] / slots));
        left.hi = std::max(left.hi, Seconds(task.run->leftHi[d] / slots));
    }
    return left;
}

std::optional<TimeLeft> timeLeft(const Plan& plan, const StepCosts& costs)
{
    Seconds lo{0};
    Seconds expected{0};
    Seconds hi{0};
    for (std::uint32_t i = 0; i < plan.placements.size(); ++i) {
        const StepGroup& group = costs.group(costs.groupOf(StepIndex(i)));
        const DeviceCost& cost = group.devices[plan.placements[i].device.value];
        if (!cost.able() || !cost.estimate.known)
            return std::nullopt;
        lo += cost.estimate.lo;
        expected += cost.estimate.mean;
        hi += cost.estimate.hi;
    }
    if (expected.count() <= 0)
        return TimeLeft{plan.makespan, plan.makespan};
    return TimeLeft{std::min(plan.makespan, plan.makespan * (lo / expected)),
                    std::max(plan.makespan, plan.makespan * (hi / expected))};
}

} // namespace xpu
