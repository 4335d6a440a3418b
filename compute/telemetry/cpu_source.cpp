#include "compute/telemetry/kernel_file.h"
#include "compute/telemetry/sources.h"

#include <array>
#include <map>

namespace xpu::telemetry {
namespace {

/// user nice system idle iowait irq softirq steal; guest follows and is inside user already.
using Ticks = std::array<std::uint64_t, 8>;
constexpr std::size_t kIdle = 3;
constexpr std::size_t kIoWait = 4;

/// Busy share of the interval; nullopt when no tick passed. A counter that went back (iowait may)
/// counts as having stood still.
std::optional<double> shareBetween(const Ticks& before, const Ticks& now)
{
    double all = 0;
    double busy = 0;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const double delta = now[i] > before[i] ? static_cast<double>(now[i] - before[i]) : 0;
        all += delta;
        if (i != kIdle && i != kIoWait)
            busy += delta;
    }
    return all > 0 ? std::optional(busy / all) : std::nullopt;
}

class CpuSource final : public TelemetrySource {
public:
    CpuSource(const std::string& root, std::shared_ptr<std::optional<double>> share)
        : file_(root + "/proc/stat"), share_(std::move(share))
    {}
    std::vector<SensorInfo> sensors() override;
    void read(Seconds now, std::vector<Sample>& out) override;

private:
    struct Line {
        Ticks ticks{};
        std::optional<double> share;
    };
    /// "cpu" -> total, "cpuN" -> core; every other line is left alone.
    std::map<std::string, Ticks, std::less<>> parse();

    KernelFile file_;
    std::shared_ptr<std::optional<double>> share_;
    std::vector<std::string> names_; ///< of the lines behind the sensors
    std::map<std::string, Line, std::less<>> lines_;
};

std::map<std::string, Ticks, std::less<>> CpuSource::parse()
{
    std::map<std::string, Ticks, std::less<>> all;
    std::optional<std::string_view> text = file_.read();
    while (text && text->starts_with("cpu")) {
        std::string_view line = takeLine(*text);
        const std::size_t space = line.find(' ');
        if (space == std::string_view::npos)
            continue;
        const std::string name(line.substr(0, space));
        line.remove_prefix(space);
        Ticks ticks{};
        for (std::uint64_t& t : ticks)
            t = takeNumber(line).value_or(0);
        all[name] = ticks;
    }
    return all;
}

std::vector<SensorInfo> CpuSource::sensors()
{
    std::vector<SensorInfo> all;
    std::vector<std::string> cores;
    std::map<unsigned long, std::string> byNumber; // cpu10 after cpu9
    for (const auto& [name, ticks] : parse())
        if (name.size() > 3)
            byNumber[std::stoul(name.substr(3))] = name;
    names_ = {"cpu"};
    all.push_back({.id = "cpu.total",
                   .name = "CPU",
                   .device = {},
                   .unit = Unit::Percent,
                   .source = "/proc/stat",
                   .max = 100});
    for (const auto& [number, name] : byNumber) {
        names_.push_back(name);
        all.push_back({.id = "cpu.core" + std::to_string(number),
                       .name = "Core " + std::to_string(number),
                       .device = {},
                       .unit = Unit::Percent,
                       .source = "/proc/stat",
                       .max = 100});
    }
    return all;
}

void CpuSource::read(Seconds /*now*/, std::vector<Sample>& out)
{
    const auto now = parse();
    for (const auto& [name, ticks] : now) {
        const auto known = lines_.find(name);
        if (known == lines_.end()) {
            lines_[name] = {ticks, std::nullopt};
        } else if (const auto share = shareBetween(known->second.ticks, ticks)) {
            // Two readings within one tick of the kernel keep the share of the interval before.
            known->second = {ticks, share};
        }
    }
    std::erase_if(lines_, [&now](const auto& line) { return !now.contains(line.first); });
    for (const std::string& name : names_) {
        const auto line = lines_.find(name);
        const auto share = line == lines_.end() ? std::nullopt : line->second.share;
        out.push_back(share ? Sample{*share * 100, Quality::Measured} : Sample{});
    }
    const auto total = lines_.find("cpu");
    *share_ = total == lines_.end() ? std::nullopt : total->second.share;
}

} // namespace

SourcePtr makeCpuSource(const std::string& root, std::shared_ptr<std::optional<double>> share)
{
    return std::make_unique<CpuSource>(root, std::move(share));
}

} // namespace xpu::telemetry
