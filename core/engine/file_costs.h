#pragma once

#include "core/plan/plan.h"
#include "core/predict/predictor.h"
#include "core/task/task_graph.h"

#include <string_view>
#include <vector>

namespace xpu {

// The engine's own operators, for ports that are files.
inline constexpr std::string_view kFileLoad = "file.load";
inline constexpr std::string_view kFileSave = "file.save";

/// Cost terms of reading or writing one value.
CostTerms fileTerms(const OperatorInfo& op, const TensorSpec& spec);

/// True when the engine journals the step's start before it: commands, and steps that write files.
bool startsJournaled(const Step& step);

/// What reading and writing the files of each step's ports will take; a file that several steps
/// read is read for the first of them. Empty when no step has such ports.
/// @param device  the one that reads and writes files; none = there is none
std::vector<FileTimes> fileTimes(const TaskGraph& graph, const OperatorCatalog& catalog,
                                 Predictor& predictor, DeviceIndex device);

} // namespace xpu
