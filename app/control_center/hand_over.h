#pragma once

#include <string>
#include <vector>

namespace xpu::control_center {

/// Hands the files to the window that owns the folder and brings it to the front; false when no
/// window answers.
bool handOver(const std::string& folder, const std::vector<std::string>& files);

} // namespace xpu::control_center
