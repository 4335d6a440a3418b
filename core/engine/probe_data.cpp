#include "core/engine/probe_data.h"

namespace xpu {
namespace {

void fillWith(HostBlock& block, DType type)
{
    // Plain numbers: zeros, denormals and NaN are computed at other speeds than real data.
    if (type == DType::F32)
        for (std::size_t i = 0; float& v : block.as<float>())
            v = 0.5F + static_cast<float>(i++ % 251) / 251;
    else if (type == DType::F64)
        for (std::size_t i = 0; double& v : block.as<double>())
            v = 0.5 + static_cast<double>(i++ % 251) / 251;
    else
        for (std::size_t i = 0; std::uint8_t & v : block.as<std::uint8_t>())
            v = static_cast<std::uint8_t>(1 + i++ % 59);
}

} // namespace

std::vector<std::shared_ptr<const HostBlock>> probeData(const std::vector<PortSpec>& ports)
{
    std::vector<std::shared_ptr<const HostBlock>> blocks;
    for (const PortSpec& port : ports) {
        auto block = HostBlock::allocate(port.spec.bytes());
        if (!block)
            return {};
        fillWith(**block, port.spec.dtype);
        blocks.push_back(std::move(*block));
    }
    return blocks;
}

} // namespace xpu
