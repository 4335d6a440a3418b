#pragma once

#include "core/engine/commands/desk.h"

#include <vector>

namespace xpu::commands {

/// Where a task that has ended goes on.
enum class From : std::uint8_t {
    Start,        ///< a new run
    WhereItStood, ///< the same run: steps that are done stay done
};

/// Queues a task again that has ended and whose graph is known. What history must forget is added
/// to `records`.
void beginAgain(Task& task, From from, std::vector<history::Record>& records);

} // namespace xpu::commands
