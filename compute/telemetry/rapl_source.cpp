#include "compute/telemetry/kernel_file.h"
#include "compute/telemetry/sources.h"

#include <algorithm>
#include <filesystem>

namespace xpu::telemetry {
namespace {

/// Top zones "intel-rapl:N" that are packages. Sub-zones (core, uncore) are inside the package,
/// psys contains it, and intel-rapl-mmio shows the same counter twice.
class RaplSource final : public TelemetrySource {
public:
    explicit RaplSource(const std::string& root)
    {
        namespace fs = std::filesystem;
        std::error_code error;
        for (const fs::directory_entry& entry :
             fs::directory_iterator(root + "/sys/class/powercap", error)) {
            const std::string zone = entry.path().filename().string();
            const std::string name = firstLine((entry.path() / "name").string());
            if (!zone.starts_with("intel-rapl:") || !name.starts_with("package"))
                continue;
            KernelFile energy((entry.path() / "energy_uj").string());
            KernelFile range((entry.path() / "max_energy_range_uj").string());
            if (energy.number())
                zones_.push_back({name, std::move(energy), range.number().value_or(0), {}, {}});
        }
        std::sort(zones_.begin(), zones_.end(),
                  [](const Zone& a, const Zone& b) { return a.name < b.name; });
    }
    std::vector<SensorInfo> sensors() override
    {
        std::vector<SensorInfo> all;
        for (const Zone& zone : zones_)
            all.push_back({.id = "power." + zone.name,
                           .name = "CPU power (" + zone.name + ")",
                           .device = "cpu",
                           .unit = Unit::Watt,
                           .source = "RAPL",
                           .max = 0});
        return all;
    }
    void read(Seconds now, std::vector<Sample>& out) override
    {
        for (Zone& zone : zones_)
            out.push_back(power(zone, now));
    }

private:
    struct Zone {
        std::string name;
        KernelFile energy;
        std::uint64_t range = 0; ///< uJ; the counter wraps after it
        std::optional<std::uint64_t> last;
        Seconds at{0};
    };
    static Sample power(Zone& zone, Seconds now)
    {
        const auto micros = zone.energy.number();
        const auto last = zone.last;
        const Seconds passed = now - zone.at;
        zone.last = micros;
        zone.at = now;
        if (!micros || !last || passed <= Seconds{0})
            return {};
        if (*micros < *last && zone.range <= *last)
            return {}; // went back without a known range: no honest number for this interval
        const std::uint64_t used =
            *micros >= *last ? *micros - *last : *micros + (zone.range - *last);
        return {static_cast<double>(used) * 1e-6 / passed.count(), Quality::Measured};
    }

    std::vector<Zone> zones_;
};

} // namespace

SourcePtr makeRaplSource(const std::string& root) { return std::make_unique<RaplSource>(root); }

} // namespace xpu::telemetry
