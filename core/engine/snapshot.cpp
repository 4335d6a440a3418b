#include "core/engine/snapshot.h"

#include <array>

namespace xpu {

std::string_view nameOf(Quality q)
{
    constexpr std::array<std::string_view, 5> kWords = {"measured", "derived", "modelled", "stale",
                                                        "unavailable"};
    return kWords[static_cast<std::size_t>(q)];
}

} // namespace xpu
