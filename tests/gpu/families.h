#pragma once

#include "tests/gpu/table.h"

namespace xpu::tests {

/// Compiles the shipped kernels for every family, each in a process of its own: a driver reads
/// whom to stand for once per process.
/// @param what  "kernels", or "candidates" of the tuning table
/// Errc::NotFound when the driver is not installed.
Result<Table> compileAll(const std::string& program, const std::string& what);

} // namespace xpu::tests
