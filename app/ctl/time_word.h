#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace xpu::ctl {

/// The moment that a word of the command line means, in UTC microseconds: a time of day ("23:00",
/// the next one), a stretch from now ("90 min", "2h") or RFC 3339 ("2026-12-01T08:00:00Z").
/// Errc::InvalidInput for anything else.
Result<std::int64_t> utcMicrosOf(const std::string& word);

} // namespace xpu::ctl
