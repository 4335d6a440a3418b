#pragma once

#include "core/history/record.h"

#include <vector>

namespace xpu::report {

/// All steps of a run of up to `whole`; of a longer one `most`: failed ones first, then those that
/// took longest, in their own order.
std::vector<const history::StepFinished*>
notableSteps(const std::vector<history::StepFinished>& steps, std::size_t whole, std::size_t most);

} // namespace xpu::report
