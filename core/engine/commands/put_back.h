#pragma once

#include "core/engine/commands/desk.h"

namespace xpu::commands {

/// Gives a task whose run has not begun other wishes and lets its steps be weighed anew.
void changePins(const Desk& desk, Task& task, Wishes wishes);

} // namespace xpu::commands
