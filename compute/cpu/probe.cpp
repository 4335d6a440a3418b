#include "compute/cpu/probe.h"

#include "compute/cpu/cpu_device.h"
#include "compute/cpu/rates.h"

#include <oneapi/tbb/info.h>
#include <oneapi/tbb/version.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace xpu::cpu {
namespace {

std::string modelName()
{
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name"))
            return line.substr(std::min(line.size(), line.find(':') + 2));
    return "CPU";
}

/// Physical memory, or less where a control group grants less.
Bytes memorySize()
{
    const auto pages = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
    const auto page = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PAGESIZE)));
    std::uint64_t size = pages * page;
    std::ifstream limit("/sys/fs/cgroup/memory.max"); // holds "max" when there is none
    if (std::uint64_t granted = 0; limit >> granted)
        size = std::min(size, granted);
    return Bytes(size);
}

} // namespace

/// Vector units that the kernels' libraries choose their code by.
std::vector<std::string> vectorAbilities()
{
    std::vector<std::string> all;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f"))
        all.emplace_back("AVX-512");
    if (__builtin_cpu_supports("avx2"))
        all.emplace_back("AVX2");
    if (__builtin_cpu_supports("fma"))
        all.emplace_back("FMA");
#endif
    return all;
}

DeviceInfo describe()
{
    DeviceInfo info;
    info.id = "cpu";
    info.driver = "cpu";
    info.inOrder = true;
    info.kind = DeviceClass::Cpu;
    info.friendlyName = modelName();
    info.driverVersion = std::string("oneTBB ") + TBB_runtime_version();
    // A quarter stays for the system, the window and the page cache.
    info.memory = Bytes(memorySize().count / 4 * 3);
    info.threads = std::max(1, oneapi::tbb::info::default_concurrency());
    // Modelled: package idle plus a few watts per busy thread, as desktop parts of the last decade
    // show; used only where nothing is measured.
    info.idlePower = Watts(4.0 + 0.5 * info.threads);
    info.maxPower = Watts(10.0 + 6.0 * info.threads);
    info.abilities = vectorAbilities();
    return info;
}

std::vector<std::unique_ptr<Device>> probe()
{
    DeviceInfo info = describe();
    const Rates rates = measureRates(info.threads);
    info.peakFlops = rates.flops;
    info.peakBandwidth = rates.bandwidth;
    info.ratesMeasured = true;
    std::vector<std::unique_ptr<Device>> devices;
    devices.push_back(std::make_unique<CpuDevice>(std::move(info)));
    return devices;
}

} // namespace xpu::cpu
