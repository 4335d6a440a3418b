#include "core/task/draft.h"

#include <algorithm>

namespace xpu::task {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

/// Kahn's algorithm; what is left over lies on cycles or behind them.
class Sorter {
public:
    explicit Sorter(Draft& draft) : draft_(draft), waiting_(draft.steps.size(), 0)
    {
        std::sort(draft_.edges.begin(), draft_.edges.end());
        draft_.edges.erase(std::unique(draft_.edges.begin(), draft_.edges.end()),
                           draft_.edges.end());
        begin_.assign(draft_.steps.size() + 1, 0);
        for (const auto& [from, to] : draft_.edges) {
            ++begin_[from + 1];
            ++waiting_[to];
        }
        for (std::size_t i = 1; i < begin_.size(); ++i)
            begin_[i] += begin_[i - 1];
    }

    void run()
    {
        std::vector<std::uint32_t>& order = draft_.order;
        for (std::uint32_t i = 0; i < waiting_.size(); ++i)
            if (waiting_[i] == 0)
                order.push_back(i);
        for (std::size_t next = 0; next < order.size(); ++next)
            for (std::uint32_t e = begin_[order[next]]; e < begin_[order[next] + 1]; ++e)
                if (--waiting_[draft_.edges[e].second] == 0)
                    order.push_back(draft_.edges[e].second);
        if (order.size() < waiting_.size())
            reportCycles();
    }

private:
    /// Every left-over step has a left-over predecessor: walking back must enter a cycle. Each
    /// walk marks what it passed, so all walks together are linear.
    void reportCycles()
    {
        std::vector<std::uint32_t> before(waiting_.size(), kNone);
        for (const auto& [from, to] : draft_.edges)
            if (waiting_[from] > 0 && waiting_[to] > 0 && before[to] == kNone)
                before[to] = from;
        std::vector<std::uint32_t> walk(waiting_.size(), 0);
        std::uint32_t number = 0;
        for (std::uint32_t start = 0; start < waiting_.size(); ++start) {
            if (waiting_[start] == 0 || walk[start] != 0)
                continue;
            ++number;
            std::uint32_t at = start;
            while (walk[at] == 0) {
                walk[at] = number;
                at = before[at];
            }
            if (walk[at] == number)
                reportCycle(at, before);
        }
    }

    void reportCycle(std::uint32_t member, const std::vector<std::uint32_t>& before)
    {
        std::vector<std::uint32_t> cycle{member};
        for (std::uint32_t at = before[member]; at != member; at = before[at])
            cycle.push_back(at);
        std::reverse(cycle.begin(), cycle.end());
        const auto first = std::min_element(cycle.begin(), cycle.end());
        const std::uint32_t later = *std::max_element(cycle.begin(), cycle.end());
        std::rotate(cycle.begin(), first, cycle.end());
        const StepDecl& decl = draft_.declOf(later);
        const std::string& from = draft_.declOf(before[later]).id;
        const bool byAfter =
            std::find(decl.after.begin(), decl.after.end(), from) != decl.after.end();
        draft_.findings.add("E205", byAfter ? decl.afterAt : decl.idAt, {{"cycle", pathOf(cycle)}});
    }

    std::string pathOf(const std::vector<std::uint32_t>& cycle) const
    {
        constexpr std::size_t kShown = 12;
        std::string out;
        for (std::size_t i = 0; i < std::min(cycle.size(), kShown); ++i)
            out += draft_.declOf(cycle[i]).id + " → ";
        if (cycle.size() > kShown)
            out += "… → ";
        return out + draft_.declOf(cycle.front()).id;
    }

    Draft& draft_;
    std::vector<std::uint32_t> waiting_;
    std::vector<std::uint32_t> begin_;
};

} // namespace

void orderSteps(Draft& draft) { Sorter(draft).run(); }

} // namespace xpu::task
