#pragma once

namespace xpu::history {

extern const char* const kMigration1; ///< from an empty file to version 1
extern const char* const kMigration2; ///< what was learned: samples and probes

} // namespace xpu::history
