#pragma once

#include "core/base/ids.h"

#include <optional>
#include <string_view>

namespace xpu::history {

struct IdRange {
    Uuid first;
    Uuid last;
};

/// All ids whose text begins with `prefix`, in any case, dashes optional. Nothing for fewer than 4
/// digits or other characters.
std::optional<IdRange> idsStartingWith(std::string_view prefix);

/// "last" = 0, "last-2" = 2: how many runs before the newest one. Nothing for other words.
std::optional<std::uint32_t> runsBack(std::string_view name);

} // namespace xpu::history
