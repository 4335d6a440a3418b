#pragma once

#include <string>
#include <vector>

namespace xpu::control_center {

enum class HandedOver {
    ToWindow, ///< the window that owns the folder has the files and is in front
    NoWindow, ///< a command line owns the folder for the length of its call
    NoAnswer, ///< the owner does not answer (yet)
};

/// Hands the files to the window that owns the folder, if a window owns it.
HandedOver handOver(const std::string& folder, const std::vector<std::string>& files);

} // namespace xpu::control_center
