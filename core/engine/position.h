#pragma once

#include <string>
#include <string_view>

namespace xpu {

/// A fractional position key: compares by bytes, and between any two keys there is always another,
/// so moving one row never renumbers the rest.
/// @param lo  key before, empty = the start of the list
/// @param hi  key after, empty = the end of the list; lo < hi
std::string positionBetween(std::string_view lo, std::string_view hi);

} // namespace xpu
