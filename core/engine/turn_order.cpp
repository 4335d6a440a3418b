#include "core/engine/turn_order.h"

#include "core/engine/task_queue.h"

#include <algorithm>
#include <functional>
#include <map>

namespace xpu {
namespace {

constexpr double kSecondsPerPoint = 120;

struct Class {
    std::vector<Task*> tasks; ///< by position
    double longestWait = 0;   ///< seconds
};

} // namespace

std::vector<Task*> inTurn(const std::vector<Task*>& tasks, Seconds now)
{
    std::vector<Task*> order;
    std::map<int, Class, std::greater<>> byPriority;
    for (Task* task : tasks) {
        if (task->deadline.goesFirst) {
            order.push_back(task);
            continue;
        }
        Class& own = byPriority[task->priority()];
        own.tasks.push_back(task);
        own.longestWait = std::max(own.longestWait, now.count() - task->queuedSince.count());
    }
    std::vector<std::pair<double, const Class*>> classes;
    for (const auto& [priority, own] : byPriority)
        classes.emplace_back(priority + own.longestWait / kSecondsPerPoint, &own);
    std::stable_sort(classes.begin(), classes.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::stable_sort(order.begin(), order.end(), [](const Task* a, const Task* b) {
        return a->graph->deadlineUtcMicros < b->graph->deadlineUtcMicros;
    });
    for (const auto& [rank, own] : classes)
        order.insert(order.end(), own->tasks.begin(), own->tasks.end());
    return order;
}

} // namespace xpu
