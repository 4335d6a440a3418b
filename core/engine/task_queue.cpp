#include "core/engine/task_queue.h"

#include "core/engine/position.h"

#include <algorithm>

namespace xpu {

Task& TaskQueue::add(std::unique_ptr<Task> task)
{
    Task& added = *task;
    byId_.emplace(added.row.id, &added);
    all_.push_back(std::move(task));
    reorder();
    return added;
}

Task* TaskQueue::find(const TaskId& id)
{
    const auto at = byId_.find(id);
    return at == byId_.end() ? nullptr : at->second;
}

std::string TaskQueue::keyBefore(const Task* before, const std::vector<Task*>& moved) const
{
    std::string lo;
    for (const Task* task : listed_) {
        if (task == before)
            return positionBetween(lo, task->row.position);
        if (std::find(moved.begin(), moved.end(), task) == moved.end())
            lo = task->row.position;
    }
    return positionBetween(lo, {});
}

void TaskQueue::reorder()
{
    listed_.clear();
    for (const auto& task : all_)
        if (!task->row.removed)
            listed_.push_back(task.get());
    std::stable_sort(listed_.begin(), listed_.end(), [](const Task* a, const Task* b) {
        return a->row.position < b->row.position;
    });
}

} // namespace xpu
