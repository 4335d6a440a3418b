#include "core/plan/gap_list.h"
#include "core/plan/graph_view.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <cmath>

namespace xpu {
namespace {

/// Places one step after the other; holds the free time of every slot of every device.
class Scheduler {
public:
    Scheduler(const GraphView& view, const CostTable& costs, const std::vector<Seconds>& ready)
        : view_(view), costs_(costs), copy_(costs), ready_(ready), placements_(view.size())
    {
        for (std::size_t d = 0; d < costs.devices; ++d) {
            const auto count = static_cast<std::size_t>(std::max(0, costs.slots[d]));
            slots_.emplace_back(count, GapList(ready[d], shortestStep(d)));
        }
    }

    /// On the device where it finishes first; ties go to the lower device.
    void place(std::uint32_t step)
    {
        const FileTimes files = costs_.filesOf(step);
        const Seconds loaded = moveFile(predecessorsDone(step), files.load);
        Choice best;
        for (std::size_t d = 0; d < costs_.devices; ++d) {
            if (!canRun(costs_, step, d))
                continue;
            const Choice c = earliest(step, d, loaded);
            if (!best.valid || c.finish < best.finish)
                best = c;
        }
        if (best.finish > best.start)
            slots_[best.device][best.slot].occupy(best.start, best.finish - best.start);
        placements_[step] = {DeviceIndex(static_cast<std::uint16_t>(best.device)), best.start,
                             best.finish, moveFile(best.finish, files.save)};
    }

    std::vector<Placement> take() { return std::move(placements_); }

private:
    struct Choice {
        bool valid = false;
        std::size_t device = 0;
        std::size_t slot = 0;
        Seconds start{0};
        Seconds finish{0};
    };

    Seconds shortestStep(std::size_t device) const
    {
        Seconds shortest = kImpossible;
        for (std::uint32_t s = 0; s < view_.size(); ++s) {
            const Seconds run = costs_.at(s, device);
            if (canRun(costs_, s, device) && run > Seconds(0))
                shortest = std::min(shortest, run);
            if (device == costs_.fileDevice.value)
                shortest = std::min(shortest, shortestFile(s));
        }
        return shortest;
    }

    Seconds shortestFile(std::uint32_t step) const
    {
        Seconds shortest = kImpossible;
        const FileTimes files = costs_.filesOf(step);
        for (const Seconds time : {files.load, files.save})
            if (time > Seconds(0))
                shortest = std::min(shortest, time);
        return shortest;
    }

    Seconds predecessorsDone(std::uint32_t step) const
    {
        Seconds at{0};
        for (const Incoming& edge : view_.incoming(step))
            at = std::max(at, placements_[edge.step].done);
        return at;
    }

    /// Reads or writes for `length` on the device for files, from `from` on; when that has ended.
    Seconds moveFile(Seconds from, Seconds length)
    {
        if (length <= Seconds(0))
            return from;
        auto& slots = slots_[costs_.fileDevice.value];
        GapList* first = nullptr;
        Seconds start = kImpossible;
        for (GapList& slot : slots)
            if (const Seconds fit = slot.fit(from, length); fit < start) {
                start = fit;
                first = &slot;
            }
        first->occupy(start, length);
        return start + length;
    }

    /// When all inputs can be on the device.
    Seconds inputsReady(std::uint32_t step, std::size_t device) const
    {
        Seconds at = std::max(ready_[device], copy_.upload(device, view_.fileBytes(step)));
        for (const Incoming& edge : view_.incoming(step)) {
            const Placement& from = placements_[edge.step];
            at = std::max(at, from.done + copy_.between(from.device.value, device, edge.bytes));
        }
        return at;
    }

    Choice earliest(std::uint32_t step, std::size_t device, Seconds loaded) const
    {
        const Seconds run = costs_.at(step, device);
        const Seconds at = std::max(loaded, inputsReady(step, device));
        Choice best{true, device, 0, at, at + run};
        if (run <= Seconds(0))
            return best; // takes no time, so it needs no slot
        best.start = kImpossible;
        for (std::size_t slot = 0; slot < slots_[device].size() && best.start > at; ++slot) {
            const Seconds start = slots_[device][slot].fit(at, run);
            if (start < best.start)
                best = {true, device, slot, start, start + run};
        }
        return best;
    }

    const GraphView& view_;
    const CostTable& costs_;
    CopyCost copy_;
    const std::vector<Seconds>& ready_;
    std::vector<std::vector<GapList>> slots_; ///< by device
    std::vector<Placement> placements_;
};

/// By falling rank; equal ranks (steps without cost) keep the topological order.
std::vector<std::uint32_t> byRank(const GraphView& view, const std::vector<Seconds>& ranks)
{
    std::vector<std::uint32_t> order = view.topological();
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return ranks[a] > ranks[b]; });
    return order;
}

} // namespace

Result<Plan> planTask(const TaskGraph& graph, const CostTable& costs,
                      const std::vector<Seconds>& ready)
{
    if (auto ok = checkTable(graph, costs); !ok)
        return tl::unexpected(ok.error());
    if (ready.size() != costs.devices || !std::all_of(ready.begin(), ready.end(), isTime))
        return fail(Errc::InvalidInput, "ready times of the devices");

    const GraphView view(graph);
    const auto ranks = upwardRanks(graph, view, costs);
    if (!ranks)
        return tl::unexpected(ranks.error());
    Scheduler scheduler(view, costs, ready);
    std::vector<std::uint32_t> order = byRank(view, *ranks);
    for (const std::uint32_t step : order)
        scheduler.place(step);

    Plan plan;
    plan.placements = scheduler.take();
    for (const Placement& p : plan.placements)
        plan.makespan = std::max(plan.makespan, p.done);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return plan.placements[a].start < plan.placements[b].start;
    });
    plan.order.reserve(order.size());
    for (const std::uint32_t step : order)
        plan.order.emplace_back(step);
    plan.lowerBound = lowerBound(view, costs, &plan.binding);
    return plan;
}

} // namespace xpu
