#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <set>
#include <string>

namespace xpu::history {

/// Removes what commands printed in runs that are not `kept`: what was last written before
/// `beforeUtcMicros`, then the oldest until all that is left fits into `mostBytes` (0 = no bound).
/// Only folders named like runs are touched, and none written to in the last hour.
/// @return how many folders went
std::size_t removeStepLogs(const std::string& folder, const std::set<RunId>& kept,
                           std::int64_t nowUtcMicros, std::int64_t beforeUtcMicros,
                           std::uint64_t mostBytes);

} // namespace xpu::history
