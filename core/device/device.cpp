#include "core/device/device.h"

#include "core/base/invariant.h"

#include <array>
#include <cstring>

namespace xpu {

std::string_view nameOf(DeviceClass c)
{
    constexpr std::array<std::string_view, 6> kNames = {"host", "cpu",  "gpu",
                                                        "npu",  "fpga", "cluster"};
    return kNames[static_cast<std::size_t>(c)];
}

void copyTo(const Target& target, std::span<const std::byte> result)
{
    XPU_INVARIANT(target.skip + target.size <= result.size()
                      && target.offset + target.size <= target.block->size().count,
                  "a part of a result lies outside of it");
    if (target.size > 0)
        std::memcpy(target.block->data() + target.offset, result.data() + target.skip, target.size);
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
