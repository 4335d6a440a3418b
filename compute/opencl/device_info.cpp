#include "compute/opencl/device_info.h"

#include <algorithm>
#include <thread>

namespace xpu::opencl {

namespace {

void setModel(DeviceInfo& info, const Traits& traits)
{
    const auto cores = static_cast<double>(std::max(1U, std::thread::hardware_concurrency()));
    double flops = 1e12;
    double bandwidth = 40e9;
    double idle = 5;
    double most = 75;
    if (traits.isSoftware()) {
        flops = 8e9 * cores;
        bandwidth = 8e9;
        most = 5 + 10 * cores;
    } else if ((traits.type & CL_DEVICE_TYPE_GPU) != 0 && !traits.unifiedMemory) {
        flops = 8e12;
        bandwidth = 300e9;
        idle = 15;
        most = 200;
    }
    info.peakFlops = flops;
    info.peakBandwidth = bandwidth;
    info.idlePower = Watts(idle);
    info.maxPower = Watts(most);
}

std::vector<std::string> abilitiesOf(const Traits& traits)
{
    constexpr std::uint64_t kKibi = 1024;
    std::vector<std::string> all;
    if (traits.float64)
        all.emplace_back("64-bit floats");
    if (traits.unifiedMemory)
        all.emplace_back("shares the host's memory");
    all.push_back("work groups of " + std::to_string(traits.maxGroup));
    all.push_back(std::to_string(traits.maxRange.count / kKibi / kKibi) + " MiB a buffer");
    return all;
}

DeviceClass kindOf(const Traits& traits)
{
    if ((traits.type & CL_DEVICE_TYPE_GPU) != 0)
        return DeviceClass::Gpu;
    if ((traits.type & CL_DEVICE_TYPE_CPU) != 0)
        return DeviceClass::Cpu;
    return DeviceClass::Fpga; // accelerators of no row of the table
}

} // namespace

DeviceInfo describe(const Traits& traits, const DeviceTable& table, std::size_t index)
{
    DeviceInfo info = describeMissing({});
    info.id = "opencl:" + std::to_string(index);
    info.friendlyName = traits.name;
    info.driverVersion = traits.driverVersion;
    info.kind = kindOf(traits);
    info.label = traits.isSoftware() ? "software" : "";
    if (const DeviceRow* row = rowFor(table, traits.vendor, traits.platform, traits.name)) {
        info.kind = row->kind;
        if (!row->label.empty())
            info.label = row->label;
    }
    // What shares the host's memory leaves half of it to everybody else.
    info.memory =
        Bytes(traits.unifiedMemory ? traits.memory.count / 2 : traits.memory.count / 10 * 9);
    setModel(info, traits);
    info.abilities = abilitiesOf(traits);
    if (!traits.available)
        info.unusableReason = "its OpenCL driver says that the device is not available";
    else if (!traits.hasCompiler)
        info.unusableReason =
            "this device has no compiler of its own: it runs ready-made programs only";
    return info;
}

DeviceInfo describeMissing(std::string reason)
{
    DeviceInfo info;
    info.id = "opencl:0";
    info.driver = "opencl";
    info.kind = DeviceClass::Gpu;
    info.friendlyName = "OpenCL";
    info.sharesHostMemory = false;
    info.inOrder = true;
    info.unusableReason = std::move(reason);
    return info;
}

} // namespace xpu::opencl
