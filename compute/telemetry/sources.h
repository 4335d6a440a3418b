#pragma once

#include "core/device/device.h"
#include "core/engine/engine.h"
#include "core/telemetry/frame.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace xpu::telemetry {

/// Share of all processors that is busy, 0..1, as last read; nullopt before the first interval.
using CpuShare = std::function<std::optional<double>()>;
using Latencies = std::function<std::shared_ptr<const LatencyWindow>()>;
using SourcePtr = std::unique_ptr<TelemetrySource>;

struct SourceParts {
    std::string root;                   ///< in front of /proc and /sys; empty = this machine
    std::vector<const Device*> devices; ///< must outlive the sources
    Latencies latencies;                ///< from the engine; empty = none
};

/// Every source that has something to read here, in the order of reading.
std::vector<SourcePtr> makeSources(const SourceParts& parts);

/// cpu.total, cpu.coreN from /proc/stat. `share` is set to the latest total.
SourcePtr makeCpuSource(const std::string& root, std::shared_ptr<std::optional<double>> share);
/// cpu.freq and cpu.freq.policyN from cpufreq.
SourcePtr makeFrequencySource(const std::string& root);
/// mem.used, mem.swap, mem.own.
SourcePtr makeMemorySource(const std::string& root);
/// psi.{cpu,memory,io}.{some10,full10}.
SourcePtr makePressureSource(const std::string& root);
/// power.package-N from RAPL where it may be read (root only on most systems).
SourcePtr makeRaplSource(const std::string& root);
/// hwmon.CHIP.FEATURE: temperatures, fans, power through libsensors, which reads this machine's
/// /sys. CHIP is name and device ("coretemp-isa-0000"): hwmonN changes with every start.
SourcePtr makeHwmonSource();
/// dev.ID.busy, dev.ID.used, dev.ID.peak: what our own work does on each device.
SourcePtr makeDeviceSource(std::vector<const Device*> devices);
/// dev.ID.power, modelled: idle + (maximum - idle) x share. The device `cpu` takes `cpuShare`, the
/// others their own busy time. Devices without model figures have no sensor.
SourcePtr makeModelledPowerSource(std::vector<const Device*> devices, CpuShare cpuShare);
/// latency.{ready,service}.{p50,p95,p99}.
SourcePtr makeLatencySource(Latencies latencies);

} // namespace xpu::telemetry
