#pragma once

#include "core/base/result.h"
#include "core/report/report.h"

#include <string>

namespace xpu::assembly {

/// The report of a run straight from the history of a data folder, also beside an owner that writes:
/// no device is probed and no lock is taken.
/// @param dataFolder  empty = the user's XDG data folder
/// @param run  see history::Store::run
Result<Report> readStoredReport(const std::string& dataFolder, const std::string& run);

} // namespace xpu::assembly
