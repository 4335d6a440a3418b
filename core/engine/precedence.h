#pragma once

#include "core/engine/engine_state.h"

#include <vector>

namespace xpu {

/// Tasks that wait for others to end. Engine thread only.
class Precedence {
public:
    explicit Precedence(EngineState& state) : state_(state) {}

    /// Finds the rows that stand for the jobs these tasks name: others of `tasks` first, then the
    /// newest of the queue. A task whose job is not there, or that would wait for itself, is
    /// rejected (E407). They are not committed yet.
    void resolve(const std::vector<Task*>& tasks);
    /// Lets tasks go whose predecessors have ended as they should, and cancels those for which that
    /// cannot happen any more (E408).
    void turn();
    /// A task that a restart found.
    void watch(Task& task);

private:
    enum class Outlook : std::uint8_t { Open, Fulfilled, Hopeless };
    Outlook outlookOf(const Predecessor& predecessor);
    Task* find(const Task& task, const AwaitedJob& job, const std::vector<Task*>& together) const;
    bool waitsForItself(const Task& task);
    static void reject(Task& task, const AwaitedJob& job, const char* variant);
    void look(Task& task);
    void giveUp(Task& task, const Predecessor& predecessor);

    EngineState& state_;
    std::vector<Task*> waiting_; ///< tasks that have waited for others
};

} // namespace xpu
