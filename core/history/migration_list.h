#pragma once

namespace xpu::history {

extern const char* const kMigration1; ///< from an empty file to version 1

} // namespace xpu::history
