#include "core/device/device.h"

#include <array>

namespace xpu {

std::string_view nameOf(DeviceClass c)
{
    constexpr std::array<std::string_view, 6> kNames = {"host", "cpu",  "gpu",
                                                        "npu",  "fpga", "cluster"};
    return kNames[static_cast<std::size_t>(c)];
}

std::vector<PortSpec> inputPorts(const Launch& launch)
{
    std::vector<PortSpec> ports;
    for (const LaunchInput& in : launch.inputs)
        ports.push_back({in.port, in.spec});
    return ports;
}

std::vector<TensorSpec> outputSpecs(const Launch& launch)
{
    std::vector<TensorSpec> specs;
    for (const LaunchOutput& out : launch.outputs)
        specs.push_back(out.spec);
    return specs;
}

} // namespace xpu
