#pragma once

#include "core/history/made_table.h"
#include "core/history/past_run_table.h"
#include "core/history/queue_table.h"
#include "core/history/record.h"
#include "core/history/sqlite.h"
#include "core/history/why_texts.h"
#include "core/history/words.h"

#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace xpu::history {

/// Puts records into the tables, inside a transaction that its caller holds. It remembers what the
/// tables hold already (words, run keys), so it must be made anew after a rollback.
class Recorder {
public:
    static Result<Recorder> prepare(Database& db);

    Result<void> add(const Record& record);

private:
    struct AlikeKeys;
    Recorder() = default;
    Result<void> put(const StepStarted& row);
    Result<void> put(const StepsFinished& batch);
    Result<void> put(const RunStarted& row);
    Result<void> put(const RunFinished& row);
    Result<void> put(const TelemetryRollup& row);
    Result<void> put(const StepsForgotten& row);
    Result<void> put(const RunsLearned& row) { return pastRuns_.put(words_, row); }
    template <class Row>
        requires requires(QueueTable& queue, const Row& row) { queue.put(row); }
    Result<void> put(const Row& row)
    {
        return queue_.put(row);
    }
    Result<void> put(const FilesMade& row) { return made_.put(row); }
    Result<void> put(const PastProbe& row) { return pastRuns_.put(words_, row); }
    Result<void> putStep(std::int64_t run, const StepsFinished& batch,
                         const StepsFinished::Row& row, const AlikeKeys& alike);
    Result<AlikeKeys> keysOf(std::int64_t run, const AlikeSteps& alike);
    /// Key of the run, which gets a row if it has none yet.
    Result<std::int64_t> runKey(const RunId& run, const TaskId& task);
    Result<void> loadStarted(Database& db);

    Words words_;
    WhyTexts whys_;
    PastRunTable pastRuns_;
    QueueTable queue_;
    MadeTable made_;
    Statement started_, ended_, step_, forget_, runStarted_, runNew_, runFind_, runFinished_,
        telemetry_;
    std::unordered_map<RunId, std::int64_t> runKeys_;
    std::set<std::pair<std::int64_t, std::string>> startedSteps_;
};

} // namespace xpu::history
