#pragma once

#include "core/device/device.h"

#include <memory>
#include <string>
#include <vector>

namespace xpu::assembly {

/// The devices of this machine: those of all drivers, and the sandbox for commands.
struct Machine {
    std::vector<std::unique_ptr<Device>> devices;
    bool sandboxAvailable = false;
};

/// @param hidden  folders no command may see: the data folder, the settings
Machine probeMachine(const std::vector<std::string>& hidden);

} // namespace xpu::assembly
