#pragma once

#include "compute/operators/reduce/reduce.h"
#include "compute/vulkan/plan.h"

namespace xpu::vulkan {

/// A buffer seen as [outer, length, inner] folded over `length` by reduce.comp.
struct Fold {
    Slot from;
    std::uint32_t source = 0; ///< sourceWord of its elements
    operators::ReduceExtent extent;
    std::string_view fn; ///< "mean" divides when it stores
    Slot to;
    std::uint32_t target = 0; ///< foldTarget, or kPartialTarget
    bool wide = false;        ///< folds in double
};

/// Adds the passes of `fold`, each leaving fewer partial results, and their temporaries.
void addFold(Plan& plan, const Fold& fold, const Traits& traits);

/// Partial results one pass leaves of `length` elements: few enough to end soon, enough to keep the
/// device busy, and no invocation loops longer than allowed.
std::uint64_t foldPieces(std::uint64_t length, std::uint64_t columns);

} // namespace xpu::vulkan
