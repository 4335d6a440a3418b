#pragma once

#include "core/engine/notice.h"
#include "core/engine/snapshot.h"

#include <memory>
#include <vector>

namespace xpu::ui {

/// Whether a task in this state waits for a person.
bool needsSomebody(const TaskView& task);

/// What to say of tasks that ended or need somebody, with the keys "show", "report" and "retry" of
/// what can be done about them. At least one task.
Notice noticeOf(const std::vector<std::shared_ptr<const TaskView>>& tasks);

} // namespace xpu::ui
