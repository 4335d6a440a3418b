#include "core/task/task_state.h"

#include "core/task/diagnostic.h"

#include <array>

namespace xpu {
namespace {

constexpr std::array<std::string_view, 10> kTaskStates = {
    "checking", "rejected", "held",   "queued",    "running",
    "paused",   "done",     "failed", "cancelled", "interrupted"};
constexpr std::array<std::string_view, 9> kStepStates = {"waiting",   "ready",       "running",
                                                         "unknown",   "done",        "failed",
                                                         "cancelled", "interrupted", "skipped"};

template <class State, std::size_t N>
std::optional<State> stateFromName(const std::array<std::string_view, N>& names,
                                   std::string_view name)
{
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == name)
            return static_cast<State>(i);
    return std::nullopt;
}

} // namespace

std::string_view nameOf(TaskState s) { return kTaskStates[static_cast<std::size_t>(s)]; }
std::string_view nameOf(StepState s) { return kStepStates[static_cast<std::size_t>(s)]; }
std::optional<TaskState> taskStateFromName(std::string_view name)
{
    return stateFromName<TaskState>(kTaskStates, name);
}
std::optional<StepState> stepStateFromName(std::string_view name)
{
    return stateFromName<StepState>(kStepStates, name);
}

bool isFinal(TaskState s)
{
    return s == TaskState::Rejected || s == TaskState::Done || s == TaskState::Failed
           || s == TaskState::Cancelled;
}

bool isFinal(StepState s)
{
    return s == StepState::Done || s == StepState::Failed || s == StepState::Cancelled
           || s == StepState::Skipped;
}

bool hasErrors(const std::vector<Diagnostic>& all)
{
    for (const Diagnostic& d : all)
        if (d.severity == Severity::Error)
            return true;
    return false;
}

} // namespace xpu
