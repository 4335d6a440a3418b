#pragma once

#include "core/engine/task_queue.h"

namespace xpu {

// What the structured log keeps of a run. Each line names task, run and, where there is one, step.

void logRunStarted(const Task& task);
void logRunEnded(const Task& task);
/// Commands and failures always; other steps only of runs small enough to be read by a person.
/// Large graphs log only what failed and what ran commands.
void logStepsEnded(const Task& task, const history::StepsFinished& batch);

} // namespace xpu
