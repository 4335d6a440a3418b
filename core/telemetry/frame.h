#pragma once

#include "core/base/units.h"
#include "core/engine/snapshot.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace xpu {

enum class Unit : std::uint8_t { Percent, Bytes, Watt, Celsius, Hertz, Second, Joule, Rpm, Count };
std::string_view nameOf(Unit u);

/// Identity of one measured line. `id` is stable over restarts: "cpu.total", "cpu.core3",
/// "mem.used", "psi.cpu.some10", "hwmon.k10temp.temp1", "dev.vulkan:0.busy", "latency.p50".
struct SensorInfo {
    std::string id;
    std::string name;   ///< for people, English
    std::string device; ///< device id or empty for the machine
    Unit unit = Unit::Percent;
    std::string source; ///< "/proc/stat", "libsensors", "model"
    double max = 0;     ///< natural top of the scale (total memory, 100 %); 0 = none
};

struct Sample {
    double value = 0;
    Quality quality = Quality::Unavailable;
};

/// All sensors at one tick. samples[i] belongs to (*sensors)[i].
struct TelemetryFrame {
    Seconds at{0}; ///< Clock::now
    std::int64_t utcMicros = 0;
    std::shared_ptr<const std::vector<SensorInfo>> sensors; ///< same pointer until the set changes
    std::vector<Sample> samples;
};

/// PORT: one domain of sensors (a file of the kernel, a library). Sampler thread only.
class TelemetrySource {
public:
    virtual ~TelemetrySource() = default;
    virtual std::vector<SensorInfo> sensors() = 0;
    /// Writes one sample per sensor of `sensors()`, in that order.
    virtual void read(Seconds now, std::vector<Sample>& out) = 0;
    /// Reading more often than this brings nothing new; in between the last samples are repeated.
    virtual Seconds period() const { return Seconds{0}; }
};

} // namespace xpu
