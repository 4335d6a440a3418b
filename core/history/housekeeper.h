#pragma once

#include "core/base/clock.h"
#include "core/base/mutex.h"
#include "core/history/writer.h"

#include <cstdint>
#include <string>
#include <thread>

namespace xpu::history {

/// How long what is kept; 0 = for ever, or no bound.
struct RetentionLimits {
    int runDays = 0;
    int telemetryDays =
        0; ///< ten-second detail; then minutes, and after four times that ten of them
    int logDays = 0;
    std::uint64_t logBytes = 0;
    bool operator==(const RetentionLimits&) const = default;
};

/// Keeps history, telemetry, command logs and the list of made files within their limits: soon after
/// the start, daily, and when the limits change. Everything in the database happens on the history
/// thread, a slice at a time behind whatever waits there; looking at files on a thread of its own.
class Housekeeper {
public:
    /// @param stepLogs  folder with a folder per run
    Housekeeper(Writer& history, const Clock& clock, std::string stepLogs, RetentionLimits limits);
    /// Ends after the slice at hand.
    ~Housekeeper();
    Housekeeper(const Housekeeper&) = delete;
    Housekeeper& operator=(const Housekeeper&) = delete;

    void setLimits(RetentionLimits limits);

private:
    void loop();
    bool ending();

    Writer& history_;
    const Clock& clock_;
    const std::string stepLogs_;
    Mutex mutex_;
    Condition changed_;
    RetentionLimits limits_ XPU_GUARDED_BY(mutex_);
    bool dirty_ XPU_GUARDED_BY(mutex_) = false;
    bool ending_ XPU_GUARDED_BY(mutex_) = false;
    std::thread thread_; // last: starts when all else is there
};

/// What one pass took away.
struct TidyReport {
    std::size_t madeFiles = 0;
    std::size_t logFolders = 0;
};

/// One pass over everything, on the calling thread; the database on the history thread.
/// @param ending  asked between slices
TidyReport tidyHistory(Writer& history, std::int64_t nowUtcMicros, const std::string& stepLogs,
                       const RetentionLimits& limits, const std::function<bool()>& ending);

} // namespace xpu::history
