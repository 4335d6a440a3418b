#include "core/engine/energy_model.h"

#include <algorithm>

namespace xpu {

double modelledEnergy(const DeviceInfo& info, int threads, Seconds run)
{
    const double share =
        threads > 0 && info.threads > 0 ? std::min(1.0, double(threads) / info.threads) : 1.0;
    return std::max(0.0, (info.maxPower - info.idlePower).value) * share * run.count();
}

double energyOfCommand(const DeviceInfo& cpu, Seconds cpuTime)
{
    return std::max(0.0, (cpu.maxPower - cpu.idlePower).value) * cpuTime.count()
           / std::max(1, cpu.threads);
}

} // namespace xpu
