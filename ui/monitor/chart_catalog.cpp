#include "ui/monitor/chart_catalog.h"

#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace xpu::ui {

namespace {

constexpr std::size_t kMaxLines = 4;

bool matches(std::string_view pattern, std::string_view id)
{
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos)
        return pattern == id;
    const std::string_view head = pattern.substr(0, star);
    const std::string_view tail = pattern.substr(star + 1);
    return id.size() >= head.size() + tail.size() && id.starts_with(head) && id.ends_with(tail);
}

} // namespace

const std::vector<ChartSpec>& chartCatalog()
{
    static const std::vector<ChartSpec> kCatalog{
        {QT_TRANSLATE_NOOP("xpu::ui::Charts", "Utilization"),
         Unit::Percent,
         {"cpu.total", "dev.vulkan*.busy", "dev.cpu.busy", "dev.*.busy"},
         100},
        {QT_TRANSLATE_NOOP("xpu::ui::Charts", "Memory"),
         Unit::Bytes,
         {"mem.used", "dev.vulkan*.used", "dev.cpu.used", "dev.*.used"},
         1 << 20},
        {QT_TRANSLATE_NOOP("xpu::ui::Charts", "Power"),
         Unit::Watt,
         {"rapl*", "hwmon*", "dev.cpu.*", "dev.vulkan*", "dev.*", "*"},
         1},
        {QT_TRANSLATE_NOOP("xpu::ui::Charts", "Start latency"),
         Unit::Second,
         {"latency.ready.p50", "latency.ready.p95", "latency.ready.p99"},
         1e-3},
    };
    return kCatalog;
}

QString chartTitle(const ChartSpec& spec)
{
    return QCoreApplication::translate("xpu::ui::Charts", spec.title);
}

std::vector<std::size_t> chosenSensors(const ChartSpec& spec,
                                       const std::vector<SensorInfo>& sensors)
{
    std::vector<std::size_t> chosen;
    for (const std::string& pattern : spec.sensors)
        for (std::size_t i = 0; i < sensors.size() && chosen.size() < kMaxLines; ++i) {
            const bool wanted = sensors[i].unit == spec.unit && matches(pattern, sensors[i].id);
            if (wanted && std::find(chosen.begin(), chosen.end(), i) == chosen.end())
                chosen.push_back(i);
        }
    return chosen;
}

QString legendName(const SensorInfo& sensor)
{
    if (!sensor.device.empty())
        return text(sensor.device);
    const QString id = text(sensor.id);
    if (id == QLatin1String("cpu.total"))
        return QCoreApplication::translate("xpu::ui::Charts", "machine");
    if (id == QLatin1String("mem.used"))
        return QCoreApplication::translate("xpu::ui::Charts", "machine");
    return id.section(u'.', -1);
}

double scaleTop(const ChartSpec& spec, double value)
{
    const double wanted = std::max(value, spec.floor);
    if (spec.unit == Unit::Percent)
        return 100;
    if (spec.unit == Unit::Bytes)
        return std::exp2(std::ceil(std::log2(wanted)));
    const double decade = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double step : {1.0, 2.0, 5.0})
        if (wanted <= step * decade * (1 + 1e-9))
            return step * decade;
    return 10 * decade;
}

} // namespace xpu::ui
