#include "core/report/lanes.h"

#include <queue>

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace xpu::report {

std::vector<std::size_t> lanesOf(const std::vector<Span>& spans)
{
    std::vector<std::size_t> order(spans.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return spans[a].from < spans[b].from; });
    using End = std::pair<std::int64_t, std::size_t>; // of what lies in the lane so far, the lane
    std::priority_queue<End, std::vector<End>, std::greater<>> taken;
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> free;
    std::vector<std::size_t> lanes(spans.size());
    std::size_t count = 0;
    for (const std::size_t i : order) {
        for (; !taken.empty() && taken.top().first <= spans[i].from; taken.pop())
            free.push(taken.top().second);
        if (free.empty())
            free.push(count++);
        lanes[i] = free.top();
        free.pop();
        taken.emplace(spans[i].to, lanes[i]);
    }
    return lanes;
}

} // namespace xpu::report
