#pragma once

#include "core/task/sweep.h"

namespace xpu::task {

/// The values of one [sweep.NAME]: `values`, a range or a glob. Never empty: when they cannot be
/// had, the reason is among the findings and one value stands in for them.
std::vector<SweepValue> readSweepValues(const TomlEntry& sweep, PathJail& jail, Findings& findings);

} // namespace xpu::task
