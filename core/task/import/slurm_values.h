#pragma once

#include "core/task/quantity.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace xpu::task {

/// A time limit in any of Slurm's forms: "90" (minutes), "5:30" (minutes:seconds), "1:02:03",
/// "2-12", "2-12:30", "2-12:30:00". 0 = no limit ("0", "UNLIMITED", "INFINITE").
Parsed<Seconds> parseSlurmTime(std::string_view text);

/// "4096" (MiB), "512K", "8G", "1T": powers of 1024. 0 = all there is.
Parsed<Bytes> parseSlurmMemory(std::string_view text);

/// The elements of a job array.
struct SlurmArray {
    std::vector<std::int64_t> ids; ///< sorted, each once
    std::int64_t step = 1;         ///< of the last range that has one
    int atOnce = 0;                ///< "%4"; 0 = no limit
};
enum class ArrayFault : std::uint8_t {
    Form,    ///< not "0-15", "1,3,5", "1-31:2" or one of these with "%4"
    TooMany, ///< more than kMaxRuns elements
};
/// Nothing is allocated for an array that is too large.
tl::expected<SlurmArray, ArrayFault> parseSlurmArray(std::string_view text);

} // namespace xpu::task
