#pragma once

#include "core/telemetry/frame_queue.h"

#include <memory>
#include <optional>
#include <vector>

namespace xpu {

/// Makes one frame out of all sources. Sampler thread only; knows nothing of threads or of the
/// system's time.
class FrameMaker {
public:
    explicit FrameMaker(std::vector<std::unique_ptr<TelemetrySource>> sources);

    /// Reads every source that is due; samples of a slower source are repeated until its next
    /// reading. A sensor that gives nothing, or no finite number, is Unavailable and NaN: a gap,
    /// never a zero and never the last value.
    FramePtr make(Seconds now, std::int64_t utcMicros);
    /// Asks the sources for their sensors again (hot-plug). The frames' `sensors` pointer changes
    /// only when the set did.
    void rescan();

private:
    struct Slot {
        std::unique_ptr<TelemetrySource> source;
        std::vector<SensorInfo> sensors;
        std::vector<Sample> samples;
        std::optional<Seconds> readAt;
    };
    void refresh(Slot& slot, Seconds now);

    std::vector<Slot> slots_;
    std::shared_ptr<const std::vector<SensorInfo>> sensors_;
};

} // namespace xpu
