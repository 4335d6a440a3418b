#pragma once

#include "core/task/check.h"
#include "core/task/declaration.h"
#include "core/task/path_jail.h"

namespace xpu::task {

/// A batch script as a task of one command step that runs it unchanged; a job array is a sweep.
TaskDecl readScriptTask(const TaskSource& source, const CheckContext& context, const PathJail& jail,
                        Findings& findings);

/// A command list as a task with one step a line. Adds E110 (NUL, open
/// quote, no command, line too long), E101, E404 and those of its `#xpu:` lines.
TaskDecl readListTask(const TaskSource& source, Findings& findings);

/// Threads of the largest device that commands and CPU steps share; 0 = not known.
int machineThreads(const CheckContext& context);

} // namespace xpu::task
