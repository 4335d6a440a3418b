#include "core/report/series.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace xpu {

std::string_view nameOf(Report::Series::Kind kind)
{
    switch (kind) {
    case Report::Series::Kind::Utilization:
        return "utilization";
    case Report::Series::Kind::Memory:
        return "memory";
    case Report::Series::Kind::Power:
        return "power";
    }
    return "";
}

namespace report {
namespace {

using Kind = Report::Series::Kind;

struct Meaning {
    Kind kind = Kind::Utilization;
    std::string_view name;
    bool modelled = false;
    double unit = 1; ///< what the stored figure counts, in base units
};

constexpr double kPercent = 0.01;

std::optional<Meaning> ofDevice(std::string_view id)
{
    const std::size_t dot = id.rfind('.');
    if (dot == std::string_view::npos)
        return std::nullopt;
    const std::string_view device = id.substr(0, dot);
    const std::string_view what = id.substr(dot + 1);
    if (what == "busy")
        return Meaning{Kind::Utilization, device, false, kPercent};
    if (what == "used")
        return Meaning{Kind::Memory, device, false, 1};
    if (what == "power") // of devices without a sensor; those with one are read by hwmon or rapl
        return Meaning{Kind::Power, device, true, 1};
    return std::nullopt;
}

/// What a sensor's stable id means; see SensorInfo.
std::optional<Meaning> meaningOf(std::string_view sensor)
{
    if (sensor == "cpu.total")
        return Meaning{Kind::Utilization, {}, false, kPercent};
    if (sensor == "mem.used")
        return Meaning{Kind::Memory, {}, false, 1};
    if (sensor.starts_with("dev."))
        return ofDevice(sensor.substr(4));
    if (sensor.starts_with("power."))
        return Meaning{Kind::Power, sensor.substr(6), false, 1};
    const std::size_t feature = sensor.rfind(".power");
    if (sensor.starts_with("hwmon.") && feature != std::string_view::npos)
        return Meaning{Kind::Power, sensor.substr(6), false, 1};
    return std::nullopt;
}

} // namespace

std::vector<Report::Series> seriesOf(const std::vector<history::TelemetryRollup>& telemetry)
{
    std::map<std::tuple<Kind, std::string, bool>, Report::Series> all;
    for (const history::TelemetryRollup& row : telemetry) {
        const std::optional<Meaning> meaning = meaningOf(row.sensor);
        if (!meaning)
            continue;
        Report::Series& series =
            all[{meaning->kind, std::string(meaning->name), meaning->modelled}];
        series.kind = meaning->kind;
        series.name = meaning->name;
        series.modelled = meaning->modelled;
        series.points.push_back(
            {row.utcMicros, row.utcMicros + row.seconds * std::int64_t{1'000'000},
             row.min * meaning->unit, row.mean * meaning->unit, row.max * meaning->unit});
    }
    std::vector<Report::Series> sorted;
    for (auto& [key, series] : all)
        sorted.push_back(std::move(series));
    return sorted;
}

} // namespace report
} // namespace xpu
