#pragma once

#include "core/tariff/week_rates.h"

#include <optional>
#include <string>
#include <vector>

namespace xpu::tariff {

enum class Meaning : std::uint8_t { Price, Carbon };

struct Tariff {
    std::string currency; ///< of a price: "EUR"
    WeekRates perKwh;
};

struct Problem {
    int line = 0; ///< 1-based; 0 when it has none
    std::string message;
};

struct LoadedTariff {
    std::optional<Tariff> tariff;  ///< nothing when there is any problem: half a price is none
    std::vector<Problem> problems; ///< by line; of very many the first ones
};

/// Reads the text of a price or carbon file; see docs/tariffs.md.
LoadedTariff readTariff(const std::string& text, Meaning meaning);

} // namespace xpu::tariff
