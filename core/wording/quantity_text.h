#pragma once

#include "core/base/units.h"

#include <string>

namespace xpu::wording {

/// Three significant digits and a fitting unit: "1.25 s", "340 ms", "12 µs", "2 min 5 s",
/// "3 h 20 min", "2 d 4 h". Infinity and NaN read "–".
std::string text(Seconds time);
/// "0 B", "512 B", "1.5 KiB", "6 GiB"; "6.44 GB" where decimal units are shown.
std::string text(Bytes size);
/// "95 W", "1.2 kW", "350 mW".
std::string text(Watts power);
/// "12 J", "4.5 kJ", "1.2 kWh" from 3.6 MJ on; "3.33 mWh", "1.25 Wh" where watt hours are shown.
std::string text(Joules energy);
/// "0.0123 EUR"
std::string money(double amount, const std::string& currency);
/// Of CO2: "2.5 mg", "12 g", "1.2 kg".
std::string grams(double grams);
/// A plain number with three significant digits: "1234", "12.3", "0.0123".
std::string number(double value);
/// "35 %" from a share of one.
std::string percent(double share);

/// "1.2 s – 1.5 s"; one text when both ends read alike.
std::string range(Seconds low, Seconds high);
std::string range(Watts low, Watts high);
std::string range(Joules low, Joules high);

} // namespace xpu::wording
