#pragma once

#include "core/history/sqlite.h"
#include "core/history/store.h"
#include "core/history/words.h"

namespace xpu::history {

/// The questions a Store answers, as plain queries over one database. Made for one question.
class Reader {
public:
    explicit Reader(Database& db) : db_(db) {}

    Result<Recovered> recover();
    Result<std::vector<RunSummary>> runs(std::size_t offset, std::size_t limit);
    Result<std::vector<RunSummary>> runsAfter(const std::optional<RunCursor>& after,
                                              std::size_t limit);
    Result<RunDetail> run(const std::string& name);
    Result<std::vector<TelemetryRollup>> telemetry(const std::string& sensor, std::int64_t from,
                                                   std::int64_t to);
    /// Of all sensors, by sensor and time: the intervals that touch this time, merged where there
    /// are more than kMostIntervals.
    Result<std::vector<TelemetryRollup>> telemetryDuring(std::int64_t from, std::int64_t to);
    static constexpr std::int64_t kMostIntervals = 600;

private:
    Result<void> readTasks(Recovered& into);
    Result<void> readStarted(Recovered& into);
    Result<void> readUndo(Recovered& into);
    Result<std::vector<std::string>> texts(const char* sql);
    /// Key of the run that `name` means.
    Result<std::int64_t> findRun(const std::string& name);
    Result<std::vector<StepFinished>> stepsOf(std::int64_t key, const RunId& run,
                                              const TaskId& task);

    Result<const Words*> words();

    Database& db_;
    std::optional<Words> words_;
};

} // namespace xpu::history
