#pragma once

#include "core/engine/engine_state.h"
#include "core/engine/runner.h"
#include "core/engine/submission.h"

#include <vector>

namespace xpu {

/// What the database knew when this process began.
struct Restart {
    history::Recovered queue;
    std::vector<history::RunSummary> runs; ///< of tasks that had ended
    history::Experience experience;
};

/// Takes the queue of an earlier process over: ended tasks are shown as they ended, others are
/// checked again and go on where the committed steps end. Engine thread only.
class Recovery {
public:
    Recovery(EngineState& state, Runner& runner, Submission& submission, Precedence& precedence)
        : state_(state), runner_(runner), submission_(submission), precedence_(precedence)
    {}
    void apply(Restart restart);

private:
    void add(history::TaskRow row, const history::Recovered& from);
    void resume(Task& task, TaskState before);

    EngineState& state_;
    Runner& runner_;
    Submission& submission_;
    Precedence& precedence_;
};

} // namespace xpu
