#pragma once

#include "core/engine/snapshot.h"

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace xpu {

/// What became of a task between two looks at the queue.
struct TaskChange {
    std::shared_ptr<const TaskView> task; ///< as it is now; when it left the queue, as it was
    std::optional<TaskState> before;      ///< none = not in the queue
    std::optional<TaskState> after;       ///< none = not in the queue any more
    bool runEnded = false;                ///< a run of it is over that had not been told of
};

/// Tells what changes in the queue for those who do not draw it: other programs, notifications.
/// What was there at the first look is no news.
class QueueWatch {
public:
    /// Changes of state since the last look, in the order of the queue, departures last.
    /// Costs a comparison of pointers for each row that is the same.
    std::vector<TaskChange> look(std::shared_ptr<const Snapshot> now);

private:
    bool endsRun(const TaskView& task, std::optional<TaskState> before);

    std::shared_ptr<const Snapshot> last_;
    std::set<RunId> told_; ///< ended runs, so that a row removed and restored is not told of twice
};

} // namespace xpu
