#pragma once

#include "core/engine/engine_state.h"

#include <functional>
#include <memory>
#include <vector>

namespace xpu {

/// Finds out which results of earlier runs still stand, and remembers what is made now. Files are
/// looked at on the job pool only. Engine thread.
class KeptResults {
public:
    explicit KeptResults(EngineState& state) : state_(state) {}

    /// Looks or notes are under way: what was made is not yet remembered.
    bool busy() const { return busy_ > 0; }
    /// The task's steps are others now.
    static void forget(Task& task);

    /// Sets the cache states of the task's steps, then calls `then`: at once for tasks that keep
    /// no files, else after a look at the disk.
    void look(Task& task, std::function<void()> then);
    /// The step's files are finished. Remembered with the next batch.
    void made(Task& task, StepIndex s);
    /// Remembers what the task has made so far.
    void remember(Task& task);

private:
    struct Look;
    void found(const std::shared_ptr<Look>& look, history::MadeFiles made);
    void takeStates(Look& look, std::vector<StepCache> states);
    void takeBook(const Look& look, std::shared_ptr<const RecipeBook> book);

    EngineState& state_;
    int busy_ = 0;
};

} // namespace xpu
