#pragma once

#include "core/history/sqlite.h"

#include <string>

namespace xpu::history {

/// What could be saved out of a damaged file.
struct Salvaged {
    std::uint64_t rows = 0;
    bool complete = false; ///< every table could be read from end to end
};

/// Renames `file` and its side files to FILE.WORD-N with the first free N; returns that name.
Result<std::string> moveAside(const std::string& file, const std::string& word);

/// Copies every row that can still be read from `damaged` into the empty database `fresh`, which
/// gets the schema of the damaged file's version first.
Result<Salvaged> salvage(const std::string& damaged, Database& fresh);

/// The sentence for the user.
std::string noticeOf(const Salvaged& saved, const std::string& file, const std::string& aside);

} // namespace xpu::history
