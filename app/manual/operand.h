#pragma once

#include "app/options/option.h"

#include <string>
#include <vector>

namespace xpu::manual {

/// What a shell can offer for a word of a command line.
struct Offer {
    enum class Kind {
        Nothing, ///< an id, a number, a time: only the user knows
        Files,   ///< FILE; folders are on the way to them
        Folders, ///< DIR
        Words    ///< a|b|c
    };
    Kind kind = Kind::Nothing;
    std::vector<std::string> words;
};

/// Reads the name that the table gives a value: "FILE", "DIR", "engine|queue|startup", "N".
Offer offerFor(const std::string& value);

/// The operands of a program or verb, one by one.
struct Operands {
    std::vector<Offer> offers;
    std::vector<std::string> names; ///< beside the offers, without brackets and dots
    bool lastRepeats = false;
};

/// Reads "N TASK..." or "TASK[/STEP] [DEVICE]".
Operands operandsOf(const std::string& text);

} // namespace xpu::manual
