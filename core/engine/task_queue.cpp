#include "core/engine/task_queue.h"

#include "core/engine/position.h"

#include <algorithm>

namespace xpu {
namespace {

bool isBefore(const Task* a, const Task* b) { return a->row.position < b->row.position; }

} // namespace

Task& TaskQueue::add(std::unique_ptr<Task> task)
{
    Task& added = *task;
    byId_.emplace(added.row.id, &added);
    all_.push_back(std::move(task));
    // One more row among ten thousand: nothing else has to be sorted.
    if (!added.row.removed)
        listed_.insert(std::upper_bound(listed_.begin(), listed_.end(), &added, isBefore), &added);
    return added;
}

Task* TaskQueue::find(const TaskId& id)
{
    const auto at = byId_.find(id);
    return at == byId_.end() ? nullptr : at->second;
}

std::string TaskQueue::keyBefore(const Task* before, const std::vector<Task*>& moved) const
{
    if (before == nullptr && moved.empty())
        return positionBetween(listed_.empty() ? std::string() : listed_.back()->row.position, {});
    std::string lo;
    for (const Task* task : listed_) {
        if (before != nullptr && task == before)
            return positionBetween(lo, before->row.position);
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
    std::stable_sort(listed_.begin(), listed_.end(), isBefore);
}

} // namespace xpu
