#include "core/engine/submitted.h"

namespace xpu {

void Submitted::expect(const std::vector<TaskId>& tasks)
{
    const MutexLock lock(mutex_);
    expected_.insert(tasks.begin(), tasks.end());
}

std::optional<TaskView> Submitted::seen(const TaskId& id,
                                        const std::shared_ptr<const TaskView>& shown)
{
    const MutexLock lock(mutex_);
    if (shown) {
        expected_.erase(id);
        return *shown;
    }
    if (!expected_.contains(id))
        return std::nullopt;
    TaskView view;
    view.id = id;
    view.state = TaskState::Checking;
    return view;
}

} // namespace xpu
