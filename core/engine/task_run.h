#pragma once

#include "core/base/ids.h"
#include "core/base/units.h"
#include "core/engine/ready_set.h"
#include "core/engine/snapshot.h"
#include "core/engine/step_costs.h"
#include "core/memory/host_block.h"
#include "core/task/task_graph.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace xpu {

/// Where a step stands inside `Ready` and `Running`; people see StepState only.
enum class StepPhase : std::uint8_t {
    Idle,
    InReadySet,
    Staging,    ///< waits for inputs to arrive in the right memory
    Journaling, ///< waits until its `started` row is committed
    Launched,
    Verifying,
    Saving, ///< waits until its files are written
};

/// What the engine knows of one step of a running task.
struct RunStep {
    StepState state = StepState::Waiting;
    StepPhase phase = StepPhase::Idle;
    std::uint8_t attempt = 0;
    std::uint16_t threads = 0;   ///< held by a command
    bool committed = false;      ///< its final state is in the database, so it may show
    bool startedRow = false;     ///< its `started` row is in the database
    bool again = false;          ///< done before a restart; runs again for its lost outputs only
    bool early = false;          ///< handed over while predecessors are still in flight
    bool behind = false;         ///< handed over; the device still does another
    bool stale = false;          ///< launched on inputs that never came
    bool doomed = false;         ///< stale, and a predecessor failed for good
    bool countedAhead = false;   ///< its launch counts in the `ahead` of its successors
    DeviceIndex device;          ///< planned, then actual
    std::uint32_t waiting = 0;   ///< predecessors that are not done
    std::uint32_t ahead = 0;     ///< of those: in flight on this step's own in-order device
    std::uint32_t group = 0;     ///< of alike steps, in StepCosts
    std::uint32_t order = 0;     ///< position in the plan
    std::uint32_t pendingIo = 0; ///< loads, fetches or saves it waits for
    double readyAt = 0;          ///< Clock seconds, as all times here
    double startedAt = 0;
    double finishedAt = 0;
    float prepare = 0;
    float transfer = 0;
    float run = 0;
    float energy = 0;        ///< joules
    float plannedStart = -1; ///< seconds from the run's start; < 0 = no plan to be held to
    float plannedFinish = -1;
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
};

/// What few steps have: kept beside the dense array.
struct StepDetail {
    std::optional<StepError> error;
    std::optional<Seconds> cpuTime;
    std::optional<Bytes> peakMemory;
    std::optional<double> percent;
    std::vector<StepShare> shares;
    std::string blockedBy;
    std::vector<DeviceIndex> refused; ///< devices that turned it down after its specs were known
};

/// One value flowing through a run: an output of a step, or a file that a step reads.
struct RunBuffer {
    TensorSpec spec;
    bool specKnown = false;
    bool loading = false;              ///< a load or fetch towards the host is under way
    std::uint32_t consumers = 0;       ///< launches that still need it
    std::uint32_t pinned = 0;          ///< launches in flight that use it
    std::uint32_t validIn = 0;         ///< bit per memory that holds a valid copy
    std::uint32_t reservedIn = 0;      ///< bit per memory whose ledger counts it
    std::uint64_t lastUse = 0;         ///< for eviction, where the plan does not decide
    StepIndex producer;                ///< none for files
    const FileSource* file = nullptr;  ///< of people, where it can be read again
    std::unique_ptr<FileSource> spill; ///< of our own: written out to make room in host memory
    bool spilled = false;              ///< it lies there
    bool staysInMemory = false;        ///< it could not be written out
    std::shared_ptr<const HostBlock> host;
    std::vector<StepIndex> waiters; ///< staging steps

    /// Where it can be read again; null = it is only in memory.
    const FileSource* source() const { return spilled ? spill.get() : file; }
};

/// Mutable state of one execution of a task, in dense arrays by StepIndex. Engine thread only.
class TaskRun {
public:
    static constexpr std::uint32_t kNoBuffer = UINT32_MAX;

    TaskRun(std::shared_ptr<const TaskGraph> graph, std::shared_ptr<StepCosts> costs,
            std::uint64_t firstBuffer, std::size_t devices);

    const TaskGraph& graph() const { return *graph_; }
    StepCosts& costs() { return *costs_; }
    const StepCosts& costs() const { return *costs_; }
    const Step& step(StepIndex s) const { return graph_->steps[s.value]; }
    RunStep& operator[](StepIndex s) { return steps_[s.value]; }
    const RunStep& operator[](StepIndex s) const { return steps_[s.value]; }
    std::size_t size() const { return steps_.size(); }
    std::size_t bufferCount() const { return buffers_.size(); }

    /// Puts the steps into the order of a plan and makes room in the ready sets.
    void adoptOrder(const std::vector<StepIndex>& order);
    StepIndex stepAt(std::uint32_t order) const { return order_[order]; }

    /// Buffers a launch reads and writes; kNoBuffer for ports that are files to the step itself.
    std::span<const std::uint32_t> inputs(StepIndex s) const;
    std::span<const std::uint32_t> outputs(StepIndex s) const;
    RunBuffer& buffer(std::uint32_t b) { return buffers_[b]; }
    BufferId idOf(std::uint32_t b) const { return BufferId(firstBuffer_ + b); }
    std::uint32_t localOf(BufferId id) const
    {
        return static_cast<std::uint32_t>(id.value - firstBuffer_);
    }

    std::span<const StepIndex> successors(StepIndex s) const;

    static constexpr std::uint32_t kNoUse = UINT32_MAX;
    /// By buffer: the position in the plan of the next step that reads it on one of these devices
    /// and has not been launched; kNoUse where there is none.
    std::vector<std::uint32_t> nextUses(const std::vector<bool>& onDevices) const;

    std::vector<ReadySet> ready; ///< by device
    std::unordered_map<std::uint32_t, StepDetail> details;
    std::size_t done = 0;
    std::size_t failed = 0;
    std::size_t settled = 0; ///< in a final state
    int inFlight = 0;        ///< steps between ready and settled
    int pendingIo = 0;       ///< loads, fetches and saves under way
    bool planned = false;
    bool predictable = false; ///< every step's time on its device was known to the plan
    bool ended = false;
    std::uint64_t generation = 0; ///< of the plan asked for
    double startedAt = 0;
    std::int64_t startedUtcMicros = 0;
    double finishedAt = 0;
    double energy = 0;
    /// Predicted seconds still to run, by device: what is left of the plan.
    std::vector<double> leftRun, leftLo, leftHi;
    std::vector<std::uint32_t> warmTo; ///< by device: its groups of steps before this are warm
    std::vector<Bytes> held;           ///< by memory, what the ledger counts for its values

private:
    void addOutputs();
    void addInputs();
    std::uint32_t fileBuffer(const FileSource& file, const InputPort& port);

    std::shared_ptr<const TaskGraph> graph_;
    std::shared_ptr<StepCosts> costs_;
    std::vector<RunStep> steps_;
    std::vector<StepIndex> order_;
    std::uint64_t firstBuffer_;
    std::vector<RunBuffer> buffers_;
    std::vector<std::uint32_t> inputBegin_, inputBuffers_;
    std::vector<std::uint32_t> outputBegin_, outputBuffers_;
    std::map<std::pair<std::string, const FilePart*>, std::uint32_t> fileBuffers_; ///< path, part
};

/// A step whose own work is reading or writing files: its file ports are no buffers.
bool worksOnFiles(const Step& step);

} // namespace xpu
