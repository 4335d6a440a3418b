#include "compute/launch/plan_cache.h"

#include <algorithm>
#include <functional>

namespace xpu::launch {

namespace {

constexpr std::size_t kMost = 256;

std::size_t hashOf(const OperatorInfo& op, std::span<const PortSpec> inputs, const Params& params)
{
    std::size_t hash = std::hash<const void*>()(&op);
    const auto mix = [&hash](std::size_t value) { hash = hash * 1099511628211U + value; };
    for (const PortSpec& in : inputs) {
        mix(static_cast<std::size_t>(in.spec.dtype));
        for (const std::uint64_t extent : in.spec.shape.extent)
            mix(extent);
    }
    for (const auto& [name, value] : params)
        if (const auto* text = std::get_if<std::string>(&value))
            mix(std::hash<std::string>()(*text));
    return hash;
}

bool same(const PortSpec& a, const PortSpec& b) { return a.name == b.name && a.spec == b.spec; }

} // namespace

tl::expected<std::shared_ptr<const Plan>, std::string>
PlanCache::find(const OperatorInfo& op, std::span<const PortSpec> inputs,
                std::span<const TensorSpec> outputs, const Params& params,
                const std::function<PlanResult()>& make)
{
    const std::size_t hash = hashOf(op, inputs, params);
    const auto [first, last] = plans_.equal_range(hash);
    for (auto known = first; known != last; ++known) {
        const Known& one = known->second;
        if (one.op == &op && std::ranges::equal(one.inputs, inputs, same)
            && std::ranges::equal(one.outputs, outputs) && one.params == params)
            return one.plan;
    }
    auto made = make();
    if (!made)
        return tl::unexpected(std::move(made.error()));
    if (plans_.size() >= kMost)
        plans_.clear();
    auto plan = std::make_shared<const Plan>(std::move(*made));
    plans_.emplace(
        hash,
        Known{&op, {inputs.begin(), inputs.end()}, {outputs.begin(), outputs.end()}, params, plan});
    return plan;
}

} // namespace xpu::launch
