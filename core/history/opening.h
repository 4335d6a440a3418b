#pragma once

#include "core/history/sqlite.h"

#include <string>

namespace xpu::history {

struct Opened {
    Database db;
    std::string notice; ///< for the user; empty when all is well
    bool readOnly = false;
};

/// Opens the history file for its owner: created if it is not there, checked, moved aside and
/// rebuilt from what can still be read if it is damaged, migrated; a newer schema is read-only.
Result<Opened> openForOwner(const std::string& file);

} // namespace xpu::history
