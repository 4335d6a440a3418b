#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace xpu {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error, Audit };
std::string_view nameOf(LogLevel level);

/// One entry. The ids are written on every line, as null where they do not apply.
struct LogLine {
    LogLevel level = LogLevel::Info;
    std::string room; ///< "engine", "history", "vulkan"
    std::string message;
    TaskId task;
    RunId run;
    std::string step;
    std::map<std::string, std::string> fields;
};

/// JSON form of a line, without its end. Bytes that are not UTF-8 are replaced.
std::string toJson(const LogLine& line, std::int64_t utcMicros);

/// The structured log: JSON lines in `FOLDER/xpu.jsonl`, rotated by size to `xpu.jsonl.1`, `.2`, ...
/// Several processes may write one log.
class Log {
public:
    struct Options {
        std::string folder;
        std::uint64_t rotateAt = 8u << 20; ///< bytes
        int keep = 5;                      ///< rotated files
        LogLevel least = LogLevel::Info;
        std::size_t mostPending = 100'000; ///< further lines below Warning are dropped and counted
    };
    static Result<std::unique_ptr<Log>> open(Options options);
    /// Writes what is pending.
    ~Log();

    /// Thread-safe; never waits for the disk.
    void write(const LogLine& line);
    /// Returns when everything written before is in the file.
    void flush();

private:
    struct State;
    explicit Log(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// All lines of one run in the order written, rotated files included.
/// @param run  id or a prefix of it
Result<std::vector<std::string>> readRun(const std::string& folder, const std::string& run);

/// The log of this process, which all rooms write to; null switches logging off. The log must
/// outlive every thread that writes.
void installLog(Log* log);
void log(const LogLine& line);

} // namespace xpu
