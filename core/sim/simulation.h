#pragma once

#include "core/engine/snapshot.h"
#include "core/sim/machine.h"
#include "core/task/task_graph.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace xpu::sim {

/// What tasks would do on a machine: the real engine with its planner, memory ledger and dispatch,
/// on devices that only take time. One seed = one run; no file is read or written.
class Simulation {
public:
    /// @param catalog  outlives the simulation
    Simulation(Machine machine, const OperatorCatalog& catalog, std::uint64_t seed,
               std::int64_t utcMicros);
    ~Simulation();

    /// The devices as a check of task files sees them: those of the machine, files and commands.
    std::vector<DeviceInfo> devices() const;

    struct DeviceShare {
        std::string device;
        std::size_t launches = 0;
        Seconds busy{0};
    };
    struct Outcome {
        std::shared_ptr<const Snapshot> snapshot; ///< tasks in the order given, ended
        Seconds took{0};                          ///< from the first step's submission to the end
        std::vector<DeviceShare> shares;          ///< as devices()
    };
    /// Queues the tasks together and runs them to their end. Once only.
    /// Errc::Internal when they never end.
    Result<Outcome> run(const std::vector<std::shared_ptr<const TaskGraph>>& tasks);

private:
    class World;
    std::unique_ptr<World> world_;
};

} // namespace xpu::sim
