#include "compute/telemetry/kernel_file.h"
#include "compute/telemetry/sources.h"

#include <array>

namespace xpu::telemetry {
namespace {

struct MemInfo {
    std::optional<std::uint64_t> total, available, swapTotal, swapFree; ///< KiB
};

class MemorySource final : public TelemetrySource {
public:
    explicit MemorySource(const std::string& root)
        : file_(root + "/proc/meminfo"), own_(root + "/proc/self/statm")
    {}
    std::vector<SensorInfo> sensors() override
    {
        const MemInfo info = parse();
        const auto bytes = [](std::optional<std::uint64_t> kib) {
            return 1024.0 * static_cast<double>(kib.value_or(0));
        };
        const auto sensor = [](const char* id, const char* name, const char* source, double max) {
            return SensorInfo{.id = id,
                              .name = name,
                              .device = {},
                              .unit = Unit::Bytes,
                              .source = source,
                              .max = max};
        };
        return {sensor("mem.used", "Memory", "/proc/meminfo", bytes(info.total)),
                sensor("mem.swap", "Swap", "/proc/meminfo", bytes(info.swapTotal)),
                sensor("mem.own", "Memory of this program", "/proc/self/statm", bytes(info.total))};
    }
    void read(Seconds /*now*/, std::vector<Sample>& out) override
    {
        const MemInfo info = parse();
        out.push_back(used(info.total, info.available));
        out.push_back(used(info.swapTotal, info.swapFree));
        std::string_view statm = own_.read().value_or(std::string_view());
        takeNumber(statm); // the size; what is resident comes second
        const auto resident = takeNumber(statm);
        static const auto kPage = static_cast<double>(::sysconf(_SC_PAGESIZE));
        out.push_back(resident ? Sample{static_cast<double>(*resident) * kPage, Quality::Measured}
                               : Sample{});
    }

private:
    static Sample used(std::optional<std::uint64_t> total, std::optional<std::uint64_t> free)
    {
        if (!total || !free || *free > *total)
            return {};
        return {1024.0 * static_cast<double>(*total - *free), Quality::Measured};
    }
    MemInfo parse()
    {
        MemInfo info;
        const std::array<std::pair<std::string_view, std::optional<std::uint64_t>*>, 4> wanted = {
            {{"MemTotal:", &info.total},
             {"MemAvailable:", &info.available},
             {"SwapTotal:", &info.swapTotal},
             {"SwapFree:", &info.swapFree}}};
        std::optional<std::string_view> text = file_.read();
        while (text && !text->empty()) {
            std::string_view line = takeLine(*text);
            for (const auto& [key, value] : wanted)
                if (line.starts_with(key)) {
                    line.remove_prefix(key.size());
                    *value = takeNumber(line);
                    break;
                }
        }
        return info;
    }

    KernelFile file_;
    KernelFile own_;
};

} // namespace

SourcePtr makeMemorySource(const std::string& root) { return std::make_unique<MemorySource>(root); }

} // namespace xpu::telemetry
