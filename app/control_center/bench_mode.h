#pragma once

#include "ui/bridge/engine_door.h"

#include <QString>

#include <chrono>
#include <optional>

namespace xpu::ui {
class ControlCenter;
}

namespace xpu::control_center {

/// What xpu-bench asks of the window with the hidden option `--bench KIND [SECONDS]`: it looks at
/// itself, prints one figure and closes.
struct BenchOrder {
    enum class Kind {
        FirstFrame,       ///< "first_frame_ms X" since XPU_STARTED_NS, charts painted
        Ready,            ///< "ready_ms X" since XPU_STARTED_NS, queue and devices open
        Charts,           ///< "cpu_percent X" of a core, live charts drawn at 10 Hz
        ChartsFromMemory, ///< the same charts, but frames come from memory and nothing else runs
        Hidden            ///< "cpu_percent X" of a core, window hidden and nothing to do
    };
    Kind kind;
    std::chrono::seconds length;
};

/// nullopt when there is no such bench.
std::optional<BenchOrder> benchOrder(const QString& kind, const QString& seconds);

/// Obeys once the charts of `center`, which is shown next, have been painted; ends the event loop.
void carryOut(const BenchOrder& order, ui::ControlCenter& center);

/// Gives this machine's telemetry, read beforehand, one frame at a call and knows nothing else.
ui::EngineDoor memoryDoor(std::chrono::seconds length);

} // namespace xpu::control_center
