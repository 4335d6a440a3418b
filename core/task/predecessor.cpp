#include "core/task/predecessor.h"

#include <array>

namespace xpu {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"afterok", "afternotok", "afterany"};

} // namespace

std::string_view nameOf(Ended how) { return kNames[static_cast<std::size_t>(how)]; }

std::optional<Ended> endedFromName(std::string_view name)
{
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (kNames[i] == name)
            return static_cast<Ended>(i);
    return std::nullopt;
}

} // namespace xpu
