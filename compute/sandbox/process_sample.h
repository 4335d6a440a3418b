#pragma once

#include <cstdint>
#include <string>

namespace xpu::sandbox {

/// What the processes of one pid namespace hold at a moment.
struct ProcessSample {
    std::uint64_t processes = 0;    ///< without pid 1
    std::uint64_t privateBytes = 0; ///< resident and not shared, summed
};

/// Reads the numbered folders of `procFolder`; processes that vanish meanwhile hold nothing.
/// @param enough  stops at the first process above it, without looking at memory: while a fork bomb
///                grows, every millisecond counts
ProcessSample sampleProcesses(const std::string& procFolder, std::uint64_t enough);

} // namespace xpu::sandbox
