#pragma once

#include "core/base/result.h"
#include "core/task/predecessor.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace xpu {

/// What people asked of a task in the queue, beyond what its file says.
struct Wishes {
    std::optional<int> priority;             ///< 0..100 instead of the file's
    std::int64_t holdUntilUtcMicros = 0;     ///< 0 = no time; a held task is released then
    std::map<std::string, std::string> pins; ///< step id as written -> device word; "" = every step
    bool everyStep = false;                  ///< also those whose results stand already
    std::string upTo;               ///< step as written or with its run: nothing beyond; "" = all
    std::set<std::string> skips;    ///< ids of steps to go on without
    std::vector<Predecessor> after; ///< tasks that have to end first, and have not

    /// Other steps would run.
    bool choosesLike(const Wishes& other) const
    {
        return everyStep == other.everyStep && upTo == other.upTo && skips == other.skips;
    }
    bool empty() const { return *this == Wishes{}; }
    bool operator==(const Wishes&) const = default;
};

/// One line of JSON; empty for no wishes.
std::string textOf(const Wishes& wishes);
/// Errc::InvalidInput for what `textOf` does not make.
Result<Wishes> wishesFromText(std::string_view text);

} // namespace xpu
