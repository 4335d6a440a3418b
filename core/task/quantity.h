#pragma once

#include "core/base/units.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace xpu::task {

enum class QuantityFault : std::uint8_t {
    Form,  ///< not "number unit"
    Unit,  ///< a unit of another kind
    Range, ///< zero, negative or beyond what the type holds
};
template <class T>
using Parsed = tl::expected<T, QuantityFault>;

/// "6 GiB", "512MB", "64 B": greater than zero.
Parsed<Bytes> parseBytes(std::string_view text);
/// "180 W", "1.5 kW": greater than zero.
Parsed<Watts> parseWatts(std::string_view text);
/// "2 Wh", "900 J": greater than zero.
Parsed<Joules> parseJoules(std::string_view text);
/// "90 s", "10 min", "1h 30min": greater than zero.
Parsed<Seconds> parseSeconds(std::string_view text);

/// RFC 3339 with an offset or Z, as UTC microseconds; nullopt for anything else.
std::optional<std::int64_t> parseInstant(std::string_view text);

} // namespace xpu::task
