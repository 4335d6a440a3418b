#pragma once

#include "core/task/task_state.h"

#include <string>
#include <vector>

namespace xpu::history {

/// A list of device words as one text: one a line.
std::string joinWords(const std::vector<std::string>& words);
std::vector<std::string> splitWords(const std::string& text);

/// Name of the state as a string that lives for ever.
const std::string* stateWord(StepState state);

} // namespace xpu::history
