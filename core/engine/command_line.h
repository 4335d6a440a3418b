#pragma once

#include <string>
#include <vector>

namespace xpu {

/// An argv on one line, quoted as for a POSIX shell, so that a person sees exactly what will run.
/// Control characters show as their $'\xNN' form.
std::string commandLine(const std::vector<std::string>& argv);

} // namespace xpu
