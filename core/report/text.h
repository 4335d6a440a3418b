#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xpu::report {

/// `bytes` as UTF-8: what is not becomes U+FFFD.
std::string wellFormed(std::string_view bytes);
/// `text` as it may stand in HTML text and quoted attributes; control characters become U+FFFD.
std::string escaped(std::string_view text);
/// "11.2 ms", with three significant digits; an en dash for nothing.
std::string duration(std::optional<double> seconds);
std::string energy(std::optional<double> joules);
std::string size(std::optional<std::uint64_t> bytes);
/// 0.123 -> "12.3 %".
std::string percent(std::optional<double> share);
/// UTC, "2026-11-22 21:44:23".
std::string time(std::int64_t utcMicros);
/// The shortest text that reads back as the same number, whatever the locale.
std::string plain(double value);
/// For coordinates: at most two decimals.
std::string coordinate(double value);
/// Colour class of the n-th series: "c0" to "c7" (Okabe and Ito).
std::string colour(std::size_t n);

} // namespace xpu::report
