#pragma once

#include "core/report/report.h"

#include <string>

namespace xpu::report {

/// Predicted against actual time of every finished step, both logarithmic, one colour per device;
/// above kStepsShownWhole points an even sample. Empty when no step was predicted.
std::string scatterSvg(const Report& report);

} // namespace xpu::report
