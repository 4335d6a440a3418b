#include "compute/launch/plan.h"

#include <algorithm>

namespace xpu::launch {

namespace {

std::string tooLarge(const std::string& port, Bytes size, Bytes limit)
{
    const auto mib = [](Bytes b) {
        return std::to_string((b.count + (1 << 20) - 1) >> 20) + " MiB";
    };
    return port + " takes " + mib(size) + ", one array on this device at most " + mib(limit);
}

} // namespace

std::size_t batchEnd(std::span<const Dispatch> all, std::size_t begin, double workLimit,
                     std::size_t mostDispatches, std::size_t mostBuffers)
{
    double work = 0;
    std::size_t buffers = 0;
    std::size_t end = begin;
    while (end < all.size() && end - begin < mostDispatches) {
        work += all[end].work;
        buffers += all[end].buffers.size();
        if (end > begin && (work > workLimit || buffers > mostBuffers))
            break;
        ++end;
    }
    return end;
}

std::size_t inputIndex(std::span<const PortSpec> inputs, std::string_view name)
{
    const auto found = std::find_if(inputs.begin(), inputs.end(),
                                    [&](const PortSpec& p) { return p.name == name; });
    return found == inputs.end() ? kNoInput : static_cast<std::size_t>(found - inputs.begin());
}

std::string rangeReason(std::span<const PortSpec> inputs, const OperatorInfo& op,
                        std::span<const TensorSpec> outputs, Bytes limit)
{
    for (const PortSpec& in : inputs)
        if (in.spec.bytes() > limit)
            return tooLarge(in.name, in.spec.bytes(), limit);
    for (std::size_t i = 0; i < outputs.size(); ++i)
        if (outputs[i].bytes() > limit)
            return tooLarge(i < op.outputs.size() ? op.outputs[i] : "output", outputs[i].bytes(),
                            limit);
    return {};
}

std::string rangeReason(const Plan& plan, Bytes limit)
{
    for (const Bytes size : plan.temporaries)
        if (size > limit)
            return tooLarge("an intermediate result", size, limit);
    for (const auto& table : plan.constants)
        if (Bytes(table.size()) > limit)
            return tooLarge("a table", Bytes(table.size()), limit);
    return {};
}

} // namespace xpu::launch
