#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace xpu {

enum class TaskState : std::uint8_t {
    Checking,
    Rejected,
    Held,
    Queued,
    Running,
    Paused,
    Done,
    Failed,
    Cancelled,
    Interrupted
};
enum class StepState : std::uint8_t {
    Waiting,
    Ready,
    Running,
    Unknown,
    Done,
    Failed,
    Cancelled,
    Interrupted,
    Skipped
};

/// The words used in JSON, the database and the log: "checking", "rejected", ...
std::string_view nameOf(TaskState s);
std::string_view nameOf(StepState s);
std::optional<TaskState> taskStateFromName(std::string_view name);
std::optional<StepState> stepStateFromName(std::string_view name);

/// Nothing will happen to it any more unless the user asks.
bool isFinal(TaskState s);
bool isFinal(StepState s);

} // namespace xpu
