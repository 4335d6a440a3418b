#pragma once

#include "core/base/clock.h"
#include "core/device/device.h"
#include "core/engine/command.h"
#include "core/engine/snapshot.h"
#include "core/history/writer.h"
#include "core/task/check.h"
#include "core/telemetry/frame.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace xpu {

/// What the engine is made of; the composition root fills it.
struct EngineParts {
    std::vector<std::unique_ptr<Device>> devices; ///< incl. host and sandbox; started by the engine
    const OperatorCatalog* catalog = nullptr;
    const ModelReader* models = nullptr; ///< null: no model steps
    const Clock* clock = nullptr;
    history::Writer* history = nullptr;
    std::string dataFolder;
    bool sandboxAvailable = true;
    std::uint64_t seed = 0;
    /// Priority of task files that name none; asked whenever one is checked, on the engine thread.
    std::function<int()> defaultPriority;
    /// What may start by itself: a command line that owns the data folder for one call runs only
    /// what it brings, and `add` runs nothing.
    enum class Runs : std::uint8_t { Everything, SubmittedHere, Nothing };
    Runs runs = Runs::Everything;
};

/// The optimizer core: one thread that owns queue, residency, plans and predictor and decides.
/// All public functions are thread-safe and return at once.
class Engine {
public:
    explicit Engine(EngineParts parts);
    /// Stops launching, waits for running launches to be abandoned, journals, ends the thread.
    ~Engine();

    /// Loads the queue of the data folder and starts the engine's thread.
    Result<void> start();

    /// `reply` is called on the engine thread after the change is committed.
    void send(Command command, Origin origin, CommandReply reply);
    /// Queues a graph that was made in memory (benches, importers), journaled like any other; only
    /// its steps cannot be taken up again after a restart.
    void submitGraph(std::shared_ptr<const TaskGraph> graph, CommandReply reply);
    std::shared_ptr<const Snapshot> snapshot() const;
    /// Called on the engine thread after each publication; must not block (post to your own loop).
    /// Each call adds a listener, which stays as long as the engine.
    void onPublished(std::function<void()> notify);
    /// A window that shows progress asks for 33 ms between snapshots instead of 100 ms.
    void watch(bool watched);
    /// Latencies ready -> start and service times of the last `window`, for the telemetry strip.
    std::shared_ptr<const struct LatencyWindow> latencies() const;
    /// True when nothing runs and nothing can run.
    bool idle() const;

private:
    class State;
    std::unique_ptr<State> state_;
};

/// Percentiles over the last minute, engine's own measurement.
struct LatencyWindow {
    Seconds readyToStartP50{0}, readyToStartP95{0}, readyToStartP99{0};
    Seconds serviceP50{0}, serviceP95{0}, serviceP99{0};
    std::size_t count = 0;
};

} // namespace xpu
