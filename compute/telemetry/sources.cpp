#include "compute/telemetry/sources.h"

namespace xpu::telemetry {

std::vector<SourcePtr> makeSources(const SourceParts& parts)
{
    std::vector<SourcePtr> all;
    const auto share = std::make_shared<std::optional<double>>();
    // First: the power model takes its share from the same tick.
    all.push_back(makeCpuSource(parts.root, share));
    all.push_back(makeFrequencySource(parts.root));
    all.push_back(makeMemorySource(parts.root));
    all.push_back(makePressureSource(parts.root));
    SourcePtr rapl = makeRaplSource(parts.root);
    const bool packageMeasured = !rapl->sensors().empty();
    all.push_back(std::move(rapl));
    if (parts.root.empty())
        all.push_back(makeHwmonSource());
    all.push_back(makeDeviceSource(parts.devices));
    std::vector<const Device*> modelled;
    for (const Device* device : parts.devices)
        if (!packageMeasured || device->info().driver != "cpu")
            modelled.push_back(device);
    all.push_back(makeModelledPowerSource(std::move(modelled), [share] { return *share; }));
    if (parts.latencies)
        all.push_back(makeLatencySource(parts.latencies));
    return all;
}

} // namespace xpu::telemetry
