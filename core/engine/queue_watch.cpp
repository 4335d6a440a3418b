#include "core/engine/queue_watch.h"

#include <unordered_map>
#include <utility>

namespace xpu {

bool QueueWatch::endsRun(const TaskView& task, std::optional<TaskState> before)
{
    const bool wasEnded = before && isFinal(*before);
    if (!isFinal(task.state) || wasEnded || !task.run)
        return false;
    // A run that was seen under way ends anew each time; a failed one may go on and fail again.
    const bool isNew = told_.insert(task.run).second;
    return before || isNew;
}

std::vector<TaskChange> QueueWatch::look(std::shared_ptr<const Snapshot> now)
{
    const auto last = std::exchange(last_, std::move(now));
    std::vector<TaskChange> changes;
    if (!last) {
        for (const auto& task : last_->queue)
            endsRun(*task, std::nullopt);
        return changes;
    }
    const auto& old = last->queue;
    const auto& fresh = last_->queue;
    const auto same = [&old, &fresh](std::size_t row) {
        return row < old.size() && row < fresh.size() && old[row] == fresh[row];
    };
    std::unordered_map<Uuid, std::shared_ptr<const TaskView>> gone;
    for (std::size_t row = 0; row < old.size(); ++row)
        if (!same(row))
            gone.emplace(old[row]->id, old[row]);
    for (std::size_t row = 0; row < fresh.size(); ++row) {
        if (same(row))
            continue;
        const auto known = gone.find(fresh[row]->id);
        TaskChange change{fresh[row], {}, fresh[row]->state};
        if (known != gone.end()) {
            change.before = known->second->state;
            gone.erase(known);
        }
        change.runEnded = endsRun(*fresh[row], change.before);
        if (change.before != change.after)
            changes.push_back(std::move(change));
    }
    for (const auto& task : old)
        if (gone.contains(task->id))
            changes.push_back({task, task->state, {}});
    return changes;
}

} // namespace xpu
