#pragma once

#include "compute/launch/plan.h"

#include <functional>
#include <memory>
#include <unordered_map>

namespace xpu::launch {

/// Plans that were made before: texts of kernels take longer to write than small steps to run. One
/// thread only.
class PlanCache {
public:
    /// A plan made earlier for the same question, else what `make` says; refusals are not kept.
    tl::expected<std::shared_ptr<const Plan>, std::string>
    find(const OperatorInfo& op, std::span<const PortSpec> inputs,
         std::span<const TensorSpec> outputs, const Params& params,
         const std::function<PlanResult()>& make);
    /// When plans may come out otherwise from now on.
    void clear() { plans_.clear(); }

private:
    struct Known {
        const OperatorInfo* op;
        std::vector<PortSpec> inputs;
        std::vector<TensorSpec> outputs;
        Params params;
        std::shared_ptr<const Plan> plan;
    };
    std::unordered_multimap<std::size_t, Known> plans_;
};

} // namespace xpu::launch
