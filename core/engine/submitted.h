#pragma once

#include "core/base/mutex.h"
#include "core/engine/snapshot.h"

#include <optional>
#include <unordered_set>
#include <vector>

namespace xpu {

/// Tasks that were committed but are in no snapshot yet: those who asked for them may ask after
/// them at once, while snapshots come at most every 100 ms. Thread-safe.
class Submitted {
public:
    void expect(const std::vector<TaskId>& tasks);
    /// The task as the snapshot shows it; until it does, a view of an expected task that is being
    /// checked; nullopt for a task nobody knows.
    std::optional<TaskView> seen(const TaskId& id, const std::shared_ptr<const TaskView>& shown);

private:
    Mutex mutex_;
    std::unordered_set<TaskId> expected_ XPU_GUARDED_BY(mutex_);
};

} // namespace xpu
