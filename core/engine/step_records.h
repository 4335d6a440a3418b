#pragma once

#include "core/engine/task_queue.h"
#include "core/history/record.h"

#include <span>
#include <utility>
#include <vector>

namespace xpu {

struct EndedStep {
    Task* task = nullptr;
    StepIndex step;
};

/// What the journal keeps of steps that ended: one record per task. Engine thread only.
std::vector<std::pair<Task*, history::StepsFinished>>
recordsOf(std::span<const EndedStep> ended, const std::vector<const Device*>& devices);

} // namespace xpu
