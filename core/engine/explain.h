#pragma once

#include "core/engine/snapshot.h"
#include "core/engine/step_costs.h"

#include <memory>
#include <string>
#include <vector>

namespace xpu {

/// Why steps of `group` run on `chosen`; made once per group and device and shared by alike steps.
std::shared_ptr<const Why> whyFor(StepGroup& group, const TaskGraph& graph,
                                  const std::vector<const Device*>& devices, DeviceIndex chosen);
/// Why no device takes steps of `group`.
std::shared_ptr<const Why> whyRefused(StepGroup& group, const std::vector<const Device*>& devices);
/// The stored form: {"chosen_by", "reason", "candidates": [{device, predicted_s, ...}]}.
std::string whyToJson(const Why& why);
/// Reads the stored form back; an empty Why for text that is none.
Why whyFromJson(const std::string& text, const std::vector<const Device*>& devices);

} // namespace xpu
