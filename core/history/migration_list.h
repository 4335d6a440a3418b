#pragma once

namespace xpu::history {

extern const char* const kMigration1; ///< from an empty file to version 1
extern const char* const kMigration2; ///< what was learned: samples and probes
extern const char* const kMigration3; ///< wishes of tasks, undo, snoozed devices
extern const char* const kMigration4; ///< files that steps made

} // namespace xpu::history
