#pragma once

namespace xpu::report {

extern const char* const kStyle; ///< style sheet of the report page

} // namespace xpu::report
