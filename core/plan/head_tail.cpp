#include "core/plan/head_tail.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <ranges>

namespace xpu {
namespace {

double fastest(const CostTable& costs, std::uint32_t step)
{
    double best = kImpossible.count();
    for (std::size_t d = 0; d < costs.devices; ++d)
        if (canRun(costs, step, d))
            best = std::min(best, costs.at(step, d).count());
    return best;
}

/// For every tail: the tail plus the machine time of the steps that reach it. Adding to a prefix
/// and finding the largest are both O(log n): a complete binary tree whose nodes hold what was
/// added to all leaves below them and the largest sum among those. A tail counts only once a step
/// has exactly it; an empty window bounds nothing.
class TailSums {
public:
    explicit TailSums(const std::vector<double>& tails)
        : tails_(tails),
          leaves_(std::bit_ceil(std::max<std::size_t>(1, tails.size()))),
          added_(2 * leaves_, 0),
          max_(2 * leaves_, kNone)
    {}

    void letIn(std::size_t tail, double machineTime)
    {
        std::size_t node = leaves_ + tail;
        added_[node] += machineTime;
        max_[node] = max_[node] == kNone ? tails_[tail] + added_[node] : max_[node] + machineTime;
        for (; node > 1; node /= 2) {
            const std::size_t sibling = node ^ 1U;
            if (sibling < node) { // all leaves below it have smaller tails
                max_[sibling] += machineTime;
                added_[sibling] += machineTime;
            }
            max_[node / 2] = std::max(max_[node], max_[sibling]) + added_[node / 2];
        }
    }

    double max() const { return max_[1]; }
    std::size_t argmax() const
    {
        std::size_t node = 1;
        while (node < leaves_)
            node = max_[2 * node] >= max_[2 * node + 1] ? 2 * node : 2 * node + 1;
        return node - leaves_;
    }

private:
    static constexpr double kNone = -std::numeric_limits<double>::infinity();

    const std::vector<double>& tails_;
    std::size_t leaves_;
    std::vector<double> added_;
    std::vector<double> max_;
};

} // namespace

HeadsAndTails headsAndTails(const GraphView& view, const CostTable& costs)
{
    HeadsAndTails out;
    out.head.assign(view.size(), 0);
    out.tail.assign(view.size(), 0);
    std::vector<double> run(view.size());
    for (const std::uint32_t s : view.topological()) {
        run[s] = fastest(costs, s);
        for (const Incoming& edge : view.incoming(s))
            out.head[s] = std::max(out.head[s], out.head[edge.step] + run[edge.step]);
    }
    for (const std::uint32_t s : std::views::reverse(view.topological())) {
        for (const StepIndex next : view.successors(s))
            out.tail[s] = std::max(out.tail[s], run[next.value] + out.tail[next.value]);
        out.critical = std::max(out.critical, out.head[s] + run[s] + out.tail[s]);
    }
    return out;
}

/// Heads fall while steps are let in; a step counts for every tail up to its own.
Window widestWindow(const HeadsAndTails& paths, const std::vector<double>& machineTime)
{
    std::vector<double> tails = paths.tail;
    std::sort(tails.begin(), tails.end());
    tails.erase(std::unique(tails.begin(), tails.end()), tails.end());
    std::vector<std::uint32_t> byHead(paths.head.size());
    std::iota(byHead.begin(), byHead.end(), 0U);
    std::sort(byHead.begin(), byHead.end(),
              [&](std::uint32_t a, std::uint32_t b) { return paths.head[a] > paths.head[b]; });

    TailSums bounds(tails);
    Window best;
    for (std::size_t i = 0; i < byHead.size(); ++i) {
        const std::uint32_t s = byHead[i];
        const auto tail = std::lower_bound(tails.begin(), tails.end(), paths.tail[s]);
        bounds.letIn(static_cast<std::size_t>(tail - tails.begin()), machineTime[s]);
        const bool lastOfItsHead =
            i + 1 == byHead.size() || paths.head[byHead[i + 1]] < paths.head[s];
        if (lastOfItsHead && paths.head[s] + bounds.max() > best.bound)
            best = {paths.head[s], tails[bounds.argmax()], paths.head[s] + bounds.max()};
    }
    return best;
}

} // namespace xpu
