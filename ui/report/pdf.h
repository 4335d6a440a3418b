#pragma once

#include "core/report/report.h"

class QIODevice;

namespace xpu::ui {

/// Paints the report as PDF, in the language in force. Any thread. Of runs with more steps than
/// kStepsOnPaper the failed and the longest ones are shown.
void writePdf(const Report& report, QIODevice& out);
inline constexpr std::size_t kStepsOnPaper = 400;

} // namespace xpu::ui
