#pragma once

#include <string>

namespace xpu::report {

extern const char* const kStyle; ///< style sheet of the report page
/// A chart of the page as an SVG file of its own, in light colours.
std::string standalone(const std::string& svg);

} // namespace xpu::report
