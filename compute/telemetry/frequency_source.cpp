#include "compute/telemetry/kernel_file.h"
#include "compute/telemetry/sources.h"

#include <algorithm>
#include <filesystem>

namespace xpu::telemetry {
namespace {

class FrequencySource final : public TelemetrySource {
public:
    explicit FrequencySource(const std::string& root)
    {
        namespace fs = std::filesystem;
        std::error_code error;
        for (const fs::directory_entry& entry :
             fs::directory_iterator(root + "/sys/devices/system/cpu/cpufreq", error)) {
            const std::string name = entry.path().filename().string();
            KernelFile now((entry.path() / "scaling_cur_freq").string());
            if (!name.starts_with("policy") || !now.isOpen())
                continue;
            KernelFile most((entry.path() / "cpuinfo_max_freq").string());
            policies_.push_back(
                {name, 1000.0 * static_cast<double>(most.number().value_or(0)), std::move(now)});
        }
        std::sort(policies_.begin(), policies_.end(), [](const Policy& a, const Policy& b) {
            return a.name.size() != b.name.size() ? a.name.size() < b.name.size() : a.name < b.name;
        });
    }
    std::vector<SensorInfo> sensors() override
    {
        std::vector<SensorInfo> all;
        double most = 0;
        for (const Policy& p : policies_) {
            all.push_back({.id = "cpu.freq." + p.name,
                           .name = "Frequency of " + p.name,
                           .device = {},
                           .unit = Unit::Hertz,
                           .source = "cpufreq",
                           .max = p.max});
            most = std::max(most, p.max);
        }
        if (!policies_.empty())
            all.push_back({.id = "cpu.freq",
                           .name = "CPU frequency",
                           .device = {},
                           .unit = Unit::Hertz,
                           .source = "cpufreq",
                           .max = most});
        return all;
    }
    void read(Seconds /*now*/, std::vector<Sample>& out) override
    {
        double sum = 0;
        int count = 0;
        for (Policy& p : policies_) {
            const auto kHz = p.now.number();
            out.push_back(kHz ? Sample{1000.0 * static_cast<double>(*kHz), Quality::Measured}
                              : Sample{});
            sum += kHz ? 1000.0 * static_cast<double>(*kHz) : 0;
            count += kHz ? 1 : 0;
        }
        if (!policies_.empty())
            out.push_back(count > 0 ? Sample{sum / count, Quality::Derived} : Sample{});
    }
    // One file per core or cluster, and some drivers interrupt the core to answer.
    Seconds period() const override { return Seconds{1}; }

private:
    struct Policy {
        std::string name;
        double max = 0; ///< Hz
        KernelFile now;
    };
    std::vector<Policy> policies_;
};

} // namespace

SourcePtr makeFrequencySource(const std::string& root)
{
    return std::make_unique<FrequencySource>(root);
}

} // namespace xpu::telemetry
