#pragma once

#include "compute/screening/manifests.h"

#include <chrono>
#include <string>
#include <vector>

namespace xpu::screening {

/// What the trial process does: lets the loader bring its drivers in and asks them for their
/// devices, as probing does. Returns the status to end with; a driver may end the process first.
int tryHere(Interface which);

/// The first argument that makes xpu-worker a trial process; the second is the interface's name.
inline constexpr const char* kTrialArgument = "--try-drivers";
const char* nameOf(Interface which);

/// Runs a trial in a process of its own.
/// @param worker     path of xpu-worker
/// @param variables  NAME=value, on top of this process's environment
/// @return empty when the process ended by itself, else how it ended: "SIGSEGV", "no answer in 20 s"
std::string tryApart(const std::string& worker, Interface which,
                     const std::vector<std::string>& variables, std::chrono::seconds patience);

/// This process's environment with some variables set.
std::vector<std::string> environmentWith(const std::vector<std::string>& variables);

} // namespace xpu::screening
