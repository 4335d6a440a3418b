#pragma once

#include <cstdint>

namespace xpu::wording {

/// In which units figures are shown to people. What leaves the program for other programs (JSON,
/// CSV, OpenMetrics) keeps its base units.
struct ShownUnits {
    enum class Bytes : std::uint8_t { Binary, Decimal };  ///< GiB or GB
    enum class Energy : std::uint8_t { Joule, WattHour }; ///< kJ or Wh
    Bytes bytes = Bytes::Binary;
    Energy energy = Energy::Joule;
    bool operator==(const ShownUnits&) const = default;
};

/// For all texts made from now on, in the whole process; any thread.
void showUnits(ShownUnits units);
ShownUnits shownUnits();

} // namespace xpu::wording
