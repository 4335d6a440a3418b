#pragma once

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/task/diagnostic.h"
#include "core/telemetry/frame.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace xpu::ui {

/// What stands where a figure is not known.
QString unknownText();

/// "7.4 ms", "1.9 s", "3 min 20 s", "2 h 10 min"
QString durationText(Seconds duration);
QString durationText(const std::optional<Seconds>& duration);
/// "3 – 4 min", "1.6 – 2.2 s"; one figure when both ends read the same.
QString durationRangeText(Seconds lo, Seconds hi);
QString energyText(Joules energy);
/// "0,0123 EUR"; small amounts keep three digits that mean something.
QString moneyText(double amount, const std::string& currency);
QString gramsText(double grams);
QString bytesText(Bytes size);
/// `value` in the sensor's base unit: bytes, seconds, per cent, watts …
QString valueText(double value, Unit unit);
/// Signed per cent of (actual - predicted) / predicted.
QString deviationText(double predictedSeconds, double actualSeconds);
/// Local time; with the date when it is not today's.
QString momentText(std::int64_t utcMicros);
/// First and last digits of a digest.
QString digestText(const std::string& sha256);

QString errorText(const Error& error);
/// "line 14: no operator “gaus”"
QString diagnosticText(const Diagnostic& diagnostic);

QString text(const std::string& utf8);

} // namespace xpu::ui
