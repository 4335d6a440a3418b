#pragma once

#include "core/history/sqlite.h"

namespace xpu::history {

/// "XPUo": tells our file from any other SQLite file.
inline constexpr std::int64_t kApplicationId = 0x5850556f;
/// Version of the schema this program reads and writes (user_version).
extern const std::int64_t kSchemaVersion;

/// Brings the database from its version to `version`, each step in a transaction of its own.
Result<void> migrate(Database& db, std::int64_t version = kSchemaVersion);

} // namespace xpu::history
