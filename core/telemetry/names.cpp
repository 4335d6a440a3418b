#include "core/telemetry/frame.h"

#include <array>

namespace xpu {

std::string_view nameOf(Unit u)
{
    constexpr std::array<std::string_view, 9> kNames = {
        "percent", "bytes", "watt", "celsius", "hertz", "second", "joule", "rpm", "count"};
    return kNames[static_cast<std::size_t>(u)];
}

} // namespace xpu
