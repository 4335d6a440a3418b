#pragma once

#include "core/engine/engine_state.h"
#include "core/engine/kept_results.h"
#include "core/engine/precedence.h"
#include "core/task/check.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace xpu {

/// Brings files into the queue: rows show at once as `checking`, are read and checked on the job
/// pool, and take their final state only after it is committed. Engine thread only.
class Submission {
public:
    Submission(EngineState& state, KeptResults& kept, Precedence& precedence)
        : state_(state), kept_(kept), precedence_(precedence)
    {}

    void submit(const command::Submit& command, const Origin& origin, CommandReply reply);
    void submitGraph(std::shared_ptr<const TaskGraph> graph, CommandReply reply);
    /// Checks the stored text again: after an approval, a grant or a restart.
    void recheck(Task& task, std::function<void()> then = {});
    /// Looks anew which of the task's results stand already: what is to run has changed.
    void lookAgain(Task& task)
    {
        kept_.look(task, [] {});
    }
    /// Checks what the file says now: its owner has changed it.
    void reread(Task& task);

private:
    struct Batch;
    struct Outcome;
    CheckContext contextFor(const Task& task) const;
    void takeSource(Task& task, TaskSource source);
    void checked(Task& task, Outcome outcome, const std::shared_ptr<Batch>& batch);
    void keep(Task& task, std::size_t at, const std::shared_ptr<Batch>& batch);
    void resolve(const std::shared_ptr<Batch>& batch);
    void takeCheck(Task& task, CheckResult result);
    void answered(const std::shared_ptr<Batch>& batch, std::size_t at, const TaskId& id);
    Task& addRow(const Origin& origin, const std::string& path, const Task* before);

    EngineState& state_;
    KeptResults& kept_;
    Precedence& precedence_;
    /// Asked once: where names come from a directory service, each question may take long.
    std::map<std::uint32_t, std::string> userNames_;
};

} // namespace xpu
