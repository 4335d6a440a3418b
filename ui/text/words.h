#pragma once

#include "core/engine/snapshot.h"

#include <QString>

namespace xpu::ui {

QString word(TaskState state);
QString word(StepState state);
QString word(Quality quality);
/// The same for the word as the history keeps it; unknown words stay as they are.
QString qualityWord(const std::string& stored);
QString word(DeviceClass kind);

/// What stands beside the state's pill: "41 of 96", the first error, what it waits for.
QString stateDetail(const TaskView& task);
/// What the check and the forecast warn of, a line each; empty when nothing.
QString warningsOf(const TaskView& task);
/// The whole row as one sentence, for screen readers.
QString rowSentence(const TaskView& task);

} // namespace xpu::ui
