#include "core/plan/plan.h"

#include <algorithm>
#include <cmath>

// Shares no code with the planner on purpose: a mistake made there must not be repeated here.
namespace xpu {
namespace {

class PlanCheck {
public:
    PlanCheck(const TaskGraph& graph, const CostTable& costs, const Plan& plan)
        : graph_(graph),
          costs_(costs),
          plan_(plan),
          slack_(1e-9 * std::max(1e-9, plan.makespan.count()))
    {}

    Result<void> run() const
    {
        if (plan_.placements.size() != graph_.steps.size())
            return fail(Errc::Internal, "plan: number of steps");
        for (std::size_t s = 0; s < plan_.placements.size(); ++s)
            if (const char* wrong = wrongWithStep(s))
                return fail(Errc::Internal, graph_.steps[s].id + ": " + wrong);
        for (std::size_t d = 0; d < costs_.devices; ++d)
            if (const std::size_t s = firstTooMany(d); s < plan_.placements.size())
                return fail(Errc::Internal, graph_.steps[s].id + ": no free slot");
        return checkWhole();
    }

private:
    const char* wrongWithStep(std::size_t s) const
    {
        const Placement& p = plan_.placements[s];
        if (p.device.value >= costs_.devices || costs_.slots[p.device.value] < 1)
            return "no such device";
        const double cost = costs_.at(static_cast<std::uint32_t>(s), p.device.value).count();
        if (!std::isfinite(cost) || cost < 0)
            return "its device cannot run it";
        if (!(p.start.count() >= 0) || std::abs((p.finish - p.start).count() - cost) > slack_)
            return "not as long as its cost";
        const FileTimes files = costs_.filesOf(static_cast<std::uint32_t>(s));
        if (p.done.count() < (p.finish + files.save).count() - slack_)
            return "done before its files are written";
        if (p.done.count() > plan_.makespan.count() + slack_)
            return "done after the makespan";
        for (std::uint32_t e = graph_.successorBegin[s]; e < graph_.successorBegin[s + 1]; ++e)
            if (plan_.placements[graph_.successors[e].value].start.count()
                < p.done.count() - slack_)
                return "a successor starts before it is done";
        return wrongWithInputs(s);
    }

    const char* wrongWithInputs(std::size_t s) const
    {
        // Copies of several outputs of one step travel together: one latency for all of them.
        const Placement& p = plan_.placements[s];
        if (p.start.count() < filesRead(s) - slack_)
            return "starts before its files are read";
        double fileBytes = 0;
        std::vector<std::pair<std::uint32_t, double>> bytesFrom;
        for (const InputPort& input : graph_.steps[s].inputs) {
            const auto* port = std::get_if<StepPort>(&input.source);
            if (port == nullptr)
                fileBytes += sizeOf(input.spec);
            else
                bytesFrom.emplace_back(port->step.value, sizeOfInput(input, *port));
        }
        if (p.start.count() < leg(p.device.value, fileBytes) - slack_)
            return "starts before its files have arrived";
        std::sort(bytesFrom.begin(), bytesFrom.end());
        for (std::size_t i = 0; i < bytesFrom.size();) {
            const std::uint32_t from = bytesFrom[i].first;
            double bytes = 0;
            for (; i < bytesFrom.size() && bytesFrom[i].first == from; ++i)
                bytes += bytesFrom[i].second;
            const Placement& maker = plan_.placements[from];
            const double copy = maker.device == p.device
                                    ? 0
                                    : leg(maker.device.value, bytes) + leg(p.device.value, bytes);
            if (p.start.count() < maker.done.count() + copy - slack_)
                return "starts before an input has arrived";
        }
        return nullptr;
    }

    /// Earliest time at which its files can be read: after all its predecessors.
    double filesRead(std::size_t s) const
    {
        const double load = costs_.filesOf(static_cast<std::uint32_t>(s)).load.count();
        double from = 0;
        for (const InputPort& input : graph_.steps[s].inputs)
            if (const auto* port = std::get_if<StepPort>(&input.source); port && load > 0)
                from = std::max(from, plan_.placements[port->step.value].done.count());
        return load > 0 ? from + load : 0;
    }

    static double sizeOf(const std::optional<TensorSpec>& spec)
    {
        return spec ? static_cast<double>(spec->bytes().count) : 0;
    }

    double sizeOfInput(const InputPort& input, const StepPort& from) const
    {
        if (input.spec)
            return sizeOf(input.spec);
        const auto& outputs = graph_.steps[from.step.value].outputs;
        return from.output < outputs.size() ? sizeOf(outputs[from.output].spec) : 0;
    }

    double leg(std::size_t device, double bytes) const
    {
        return bytes > 0
                   ? costs_.transferLatency[device].count() + costs_.secondsPerByte[device] * bytes
                   : 0;
    }

    /// The first step that starts while all slots of the device are taken; none = step count.
    std::size_t firstTooMany(std::size_t device) const
    {
        struct Event {
            double time;
            int change;
            std::size_t step;
        };
        std::vector<Event> events;
        for (std::size_t s = 0; s < plan_.placements.size(); ++s) {
            const Placement& p = plan_.placements[s];
            if (p.device.value != device || (p.finish - p.start).count() <= 2 * slack_)
                continue;
            events.push_back({p.start.count() + slack_, 1, s});
            events.push_back({p.finish.count() - slack_, -1, s});
        }
        std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
            return a.time != b.time ? a.time < b.time : a.change < b.change;
        });
        int busy = 0;
        for (const Event& e : events) {
            busy += e.change;
            if (busy > costs_.slots[device])
                return e.step;
        }
        return plan_.placements.size();
    }

    Result<void> checkWhole() const
    {
        double end = 0;
        for (const Placement& p : plan_.placements)
            end = std::max(end, p.done.count());
        if (std::abs(end - plan_.makespan.count()) > slack_)
            return fail(Errc::Internal, "plan: makespan");
        if (plan_.lowerBound.count() > plan_.makespan.count() * (1 + 1e-9) + slack_)
            return fail(Errc::Internal, "plan: makespan under its lower bound");
        return checkOrder();
    }

    Result<void> checkOrder() const
    {
        std::vector<std::size_t> position(plan_.placements.size(), plan_.order.size());
        if (plan_.order.size() != plan_.placements.size())
            return fail(Errc::Internal, "plan: order");
        for (std::size_t i = 0; i < plan_.order.size(); ++i) {
            const std::uint32_t s = plan_.order[i].value;
            if (s >= position.size() || position[s] != plan_.order.size())
                return fail(Errc::Internal, "plan: a step twice in the order");
            if (i > 0
                && plan_.placements[s].start < plan_.placements[plan_.order[i - 1].value].start)
                return fail(Errc::Internal, graph_.steps[s].id + ": out of order");
            position[s] = i;
        }
        for (std::size_t s = 0; s < position.size(); ++s)
            for (std::uint32_t e = graph_.successorBegin[s]; e < graph_.successorBegin[s + 1]; ++e)
                if (position[graph_.successors[e].value] < position[s])
                    return fail(Errc::Internal, graph_.steps[s].id + ": ordered after a successor");
        return {};
    }

    const TaskGraph& graph_;
    const CostTable& costs_;
    const Plan& plan_;
    double slack_; ///< rounding of sums, seconds
};

} // namespace

Result<void> checkPlan(const TaskGraph& graph, const CostTable& costs, const Plan& plan)
{
    if (graph.steps.empty() && plan.placements.empty() && plan.order.empty())
        return {};
    return PlanCheck(graph, costs, plan).run();
}

} // namespace xpu
