#pragma once

#include "core/engine/snapshot.h"
#include "core/engine/task_run.h"
#include "core/history/record.h"
#include "core/incremental/cache_check.h"
#include "core/task/diagnostic.h"
#include "core/task/task_graph.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace xpu {

/// What is left of a task's predicted work: at best, and nine times out of ten.
struct TimeLeft {
    Seconds lo{0};
    Seconds hi{0};
};

/// A row of the queue. `row` is what is decided, `shown*` what is committed and may be seen.
struct Task {
    history::TaskRow row;
    bool checking = false;  ///< a check is under way on the job pool
    bool rechecked = false; ///< it is that of a task which was in the queue before this process
    bool userHeld = false;
    bool needsApproval = false;
    std::vector<Diagnostic> diagnostics;
    std::shared_ptr<const TaskGraph> graph;
    std::unique_ptr<TaskRun> run;

    TaskState shownState = TaskState::Checking;
    std::string shownPosition;
    bool listed = true;

    bool cancelling = false;
    bool resting = false;   ///< not to be started by this process unless asked
    bool stopped = false;   ///< by a broken invariant
    bool waiting = false;   ///< queued; since then
    Seconds queuedSince{0}; ///< Clock
    std::optional<Seconds> makespan, predicted, lowerBound;
    std::optional<Joules> energy;
    struct Deadline {
        std::optional<TimeLeft> forecast; ///< while it waits; none = its times are not known
        double forecastAt = -1e9;         ///< Clock seconds
        bool asked = false;               ///< a forecast is being made
        bool goesFirst = false;           ///< its slack is short
    } deadline;                           ///< Deadlines fills it
    // Whose results stand already; KeptResults fills these.
    std::vector<StepCache> cache; ///< by step; empty = not looked at
    std::uint64_t looks = 0;      ///< the newest of them counts
    std::shared_ptr<const RecipeBook> book;
    struct Made {
        StepIndex step;
        std::int64_t utcMicros;
    };
    std::vector<Made> made; ///< finished files that are not remembered yet
    double madeSince = 0;   ///< Clock seconds
    /// Steps of the current run that a restart found in the database.
    std::vector<history::StepFinished> recoveredFinished;
    std::vector<history::StepStarted> recoveredStarted;

    // For the snapshot builder.
    std::size_t shownDone = 0; ///< steps whose final state is committed
    std::size_t shownFailed = 0;
    bool dirty = true;
    bool stepsDirty = true;
    Seconds stepsDueAt{0};
    std::shared_ptr<const TaskView> view;
    std::shared_ptr<const std::vector<StepView>> steps;

    int priority() const { return row.wishes.priority.value_or(graph ? graph->priority : 50); }
    void touch() { dirty = true; }
    void countShown(StepState committed)
    {
        shownDone += committed == StepState::Done ? 1 : 0;
        shownFailed += committed == StepState::Failed ? 1 : 0;
    }
    void touchSteps() { dirty = stepsDirty = true; }
};

/// Every task of the list, in the order decided. Rows taken off stay here, so that they can be put
/// back and nothing that refers to them dangles.
class TaskQueue {
public:
    Task& add(std::unique_ptr<Task> task);
    Task* find(const TaskId& id);
    /// Tasks on the list, by position.
    const std::vector<Task*>& listed() const { return listed_; }
    const std::vector<std::unique_ptr<Task>>& all() const { return all_; }
    /// Position key for the place directly before `before` (null = at the end), ignoring `moved`.
    std::string keyBefore(const Task* before, const std::vector<Task*>& moved = {}) const;
    /// Sorts and filters again after positions or `removed` flags changed.
    void reorder();

private:
    std::vector<std::unique_ptr<Task>> all_;
    std::vector<Task*> listed_;
    std::unordered_map<TaskId, Task*> byId_;
};

} // namespace xpu
