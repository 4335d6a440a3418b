#pragma once

#include "core/device/piece_size.h"
#include "core/engine/task_queue.h"
#include "core/plan/row_dealer.h"

#include <memory>
#include <optional>
#include <vector>

namespace xpu {

/// A step whose rows are dealt to one device or several: because it does not fit where it runs, or
/// because together they are faster. Its results are put together on the host. Engine thread only.
struct DividedStep {
    struct Worker {
        DeviceIndex device;
        std::size_t number = 0; ///< among the dealer's
        int out = 0;            ///< pieces in flight
        double freeSince = 0;   ///< Clock seconds: when it was last given work or brought some
        bool gone = false;      ///< it failed, somebody else does its pieces
    };
    struct Piece {
        LaunchId launch;
        std::size_t worker = 0;
        Rows rows;
        std::vector<BufferId> buffers; ///< of its own, on the device
        CostTerms cost;
        std::uint32_t memory = 0; ///< in the ledger
        Bytes reserved;           ///< there
    };

    Task* task = nullptr;
    StepIndex step;
    Division division;
    RowDealer dealer;
    std::vector<PortSpec> inputs{};
    std::vector<TensorSpec> outputs{};
    std::vector<Worker> workers{};
    std::vector<Piece> pieces{}; ///< in flight
    std::vector<std::shared_ptr<HostBlock>> results{};
    bool journaling = false; ///< its `started` row is not committed yet
    std::optional<LaunchError> error{};
    Seconds prepare{0};
    Seconds transfer{0};
    Bytes bytesIn{};
    Bytes bytesOut{};
    double energy = 0; ///< joules
};

} // namespace xpu
