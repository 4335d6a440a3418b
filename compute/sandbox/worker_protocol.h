#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xpu::sandbox {

/// Descriptors that xpu-worker finds open besides 0 (the spec), 1 and 2 (the captured output).
inline constexpr int kReportFd = 3;  ///< the worker writes WorkerReport lines
inline constexpr int kControlFd = 4; ///< end of file = end everything

/// What the runner inside the sandbox is to do. Travels as NUL-separated fields, because none of
/// its texts can hold a NUL byte.
struct WorkerSpec {
    std::vector<std::string> argv;
    std::vector<std::string> env;  ///< "NAME=value"; nothing else is in the command's environment
    std::string progressRegex;     ///< empty = output goes straight to the caller's pipe
    std::uint64_t memoryLimit = 0; ///< bytes; 0 = none
    std::uint64_t maxProcesses = 512;
};

std::string encode(const WorkerSpec& spec);
std::optional<WorkerSpec> decodeSpec(std::string_view text);

/// One line of the report.
struct WorkerReport {
    enum class Kind : std::uint8_t {
        Started,
        Progress, ///< per cent
        Memory,   ///< bytes held by all processes now
        NotFound, ///< the command could not be executed; error is the errno
        Ended,
    };
    /// Why the runner ended the command itself.
    enum class Cause : std::uint8_t { None, Control, Processes, Memory };

    Kind kind = Kind::Started;
    double percent = 0;
    int error = 0;
    int waitStatus = 0;
    std::uint64_t cpuMicros = 0; ///< user + system of all processes
    std::uint64_t bytes = 0;     ///< Memory: now; Ended: the peak
    Cause cause = Cause::None;
};

/// With the line's end.
std::string encode(const WorkerReport& report);
/// Without the line's end; nullopt for anything malformed.
std::optional<WorkerReport> decodeReport(std::string_view line);

} // namespace xpu::sandbox
