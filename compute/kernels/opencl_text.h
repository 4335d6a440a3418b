#pragma once

#include "compute/kernels/interface.h"

#include <optional>

namespace xpu::kernels {

/// The type of an argument handed over by value; nothing for vectors and structures.
std::optional<Constant::Type> constantType(const std::string& openclName);

/// Options for the compiler; constants of `spec` become macros.
/// E502 for a name that is none in C
tl::expected<std::string, LaunchError> buildOptions(const std::map<std::string, Value>& values);

/// The first error of a build log as "file:line:column: text".
std::string clangError(const std::string& log, const std::string& file);

} // namespace xpu::kernels
