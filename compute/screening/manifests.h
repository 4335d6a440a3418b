#pragma once

#include "core/settings/places.h"

#include <string>
#include <vector>

namespace xpu::screening {

/// An interface whose loader brings whatever drivers the machine names into the process.
enum class Interface { Vulkan, Opencl };

/// The driver files (`.json`, `.icd`) the interface's loader would read, in its order, as their
/// documentation tells: what the environment names, else the folders of the machine and the user.
std::vector<std::string> manifestsOf(Interface which, const Environment& environment);

/// The variables, as NAME=value, that leave a loader these driver files and no other.
/// @param files   as `manifestsOf` lists them
/// @param links  a folder for folders of links: one loader takes a folder and no list
Result<std::vector<std::string>> onlyThese(Interface which, const std::vector<std::string>& files,
                                           const std::string& links);

} // namespace xpu::screening
