#pragma once

#include "core/base/result.h"
#include "core/history/made_table.h"
#include "core/history/record.h"
#include "core/history/retention.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace xpu::history {

enum class Durability { Full, Relaxed }; ///< synchronous FULL, or NORMAL for telemetry

/// What a restart needs.
struct Recovered {
    std::vector<TaskRow> tasks;              ///< not removed, by position
    std::vector<StepFinished> finishedSteps; ///< of the current runs of those tasks
    std::vector<StepStarted> startedSteps;   ///< started, side effects possible, not finished
    std::vector<std::string> approvals;
    std::vector<std::string> grants;
    std::vector<UndoRow> undo;          ///< oldest first
    std::vector<DeviceSnoozed> snoozed; ///< devices that were asked to rest
    bool queuePaused = false;
};

/// What launches of earlier processes taught; the time to read it does not grow with the history.
struct Experience {
    std::vector<PastRun> runs; ///< oldest first, of each line the last kSamplesKept
    std::vector<PastProbe> probes;

    /// What a predictor learns from: the probes measured first, as the oldest, then the runs.
    std::vector<PastRun> all() const;
};

/// A line of the History page.
struct RunSummary {
    RunId run;
    TaskId task;
    std::string name;
    std::string state;
    std::int64_t startedUtcMicros = 0;
    std::optional<double> makespanS, predictedS, lowerBoundS, energyJ;
    std::string energyQuality;
    std::uint64_t steps = 0;
};

/// A place in the list of runs, newest first: the last line of the page before.
struct RunCursor {
    std::int64_t startedUtcMicros = 0;
    RunId run;
};

/// One run with its steps, for reports.
struct RunDetail {
    RunSummary summary;
    std::string path;
    std::string submitter;
    std::string host;
    std::string sha256;
    std::vector<StepFinished> steps; ///< by index, whyJson filled
    /// What all sensors said while it ran, by sensor and time; of long runs merged intervals.
    std::vector<TelemetryRollup> telemetry;
};

/// The SQLite database of one data folder (WAL). One thread at a time; the writer thread owns it.
/// `:memory:` is its own fake.
class Store {
public:
    /// Opens or creates `file`, checks application_id, quick_check, and migrates.
    /// Errc::Corrupt (a damaged file is moved aside as FILE.damaged-N and a new one begun; the
    /// notice says so), Errc::Busy, Errc::Unsupported (newer schema; opened read-only)
    static Result<std::unique_ptr<Store>> open(const std::string& file);
    /// For looking only, also beside an owner that writes. Errc::NotFound, Errc::Corrupt
    static Result<std::unique_ptr<Store>> openReadOnly(const std::string& file);
    ~Store();

    /// All records in one transaction. Errc::NoSpace, Errc::Io leave the database as it was;
    /// Errc::Unsupported when it is open for looking only.
    Result<void> append(const std::vector<Record>& records, Durability durability);
    /// The same over several batches, still one transaction.
    Result<void> append(std::span<const std::span<const Record>> batches, Durability durability);
    Result<Recovered> recover();
    Result<Experience> experience();
    /// Of these files the ones that a step made, and from what.
    Result<MadeFiles> made(std::span<const std::string> paths);
    Result<std::vector<RunSummary>> runs(std::size_t offset, std::size_t limit);
    /// The page after `after`, or the first one: as quick for the millionth run as for the first.
    Result<std::vector<RunSummary>> runsAfter(const std::optional<RunCursor>& after,
                                              std::size_t limit);
    Result<std::uint64_t> runCount();
    /// `run` may be a full id, a unique prefix of at least 4 characters, "last", or "last-N": the
    /// one N runs before it.
    Result<RunDetail> run(const std::string& run);
    Result<std::vector<TelemetryRollup>>
    telemetry(const std::string& sensor, std::int64_t fromUtcMicros, std::int64_t toUtcMicros);
    // Small transactions that keep the database within limits; see retention.h.
    Result<std::set<RunId>> listedRuns();
    Result<Tidied> forgetRun(std::int64_t beforeUtcMicros);
    Result<Tidied> foldOneSensor(std::int64_t beforeUtcMicros, std::int32_t seconds);
    Result<Tidied> dropTelemetry(std::int64_t beforeUtcMicros);
    Result<std::vector<MadeFile>> madeAfter(const std::string& path, std::size_t limit);
    Result<void> forgetMade(const std::vector<MadeFile>& files);
    /// Writes a whole, compact copy to `file`, which must not be there yet.
    Result<void> backup(const std::string& file);
    bool readOnly() const;
    /// What opening had to say to the user (recovered, moved aside, read-only); else empty.
    const std::string& notice() const { return notice_; }

private:
    struct Parts;
    explicit Store(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
    std::string notice_;
};

} // namespace xpu::history
