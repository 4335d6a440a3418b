#include "compute/vulkan/fold_plan.h"

#include "compute/vulkan/element_words.h"
#include "compute/vulkan/embedded_kernels.h"

#include <algorithm>

namespace xpu::vulkan {

std::uint64_t foldPieces(std::uint64_t length, std::uint64_t columns)
{
    constexpr std::uint64_t kBusy = 4096;
    constexpr std::uint64_t kShort = 256;
    const std::uint64_t trips = columns >= kBusy ? kMaxTrips : kShort;
    return std::max<std::uint64_t>(1, (length + trips - 1) / trips);
}

void addFold(Plan& plan, const Fold& fold, const Traits& traits)
{
    const std::uint64_t columns = fold.extent.outer * fold.extent.inner;
    Slot from = fold.from;
    std::uint32_t source = fold.source;
    std::uint64_t length = fold.extent.length;
    for (bool last = false; !last;) {
        const std::uint64_t pieces = foldPieces(length, columns);
        const std::uint64_t count = columns * pieces;
        last = pieces == 1;
        if (!last)
            plan.temporaries.emplace_back(count * 8);
        const Slot to = last ? fold.to : temporary(plan.temporaries.size() - 1);
        const struct {
            std::uint32_t count;
            std::uint32_t length;
            std::uint32_t pieces;
            std::uint32_t inner;
            float scale;
        } push{static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(length),
               static_cast<std::uint32_t>(pieces), static_cast<std::uint32_t>(fold.extent.inner),
               fold.fn == "mean" ? static_cast<float>(fold.extent.length) : 1.0F};
        const std::uint32_t target = last ? fold.target : kPartialTarget;
        const std::uint32_t group = traits.tuning.lineGroup;
        plan.dispatches.push_back({kernels::reduce(fold.wide),
                                   {group, foldWord(fold.fn), target, source},
                                   {from, to},
                                   pushOf(push),
                                   lineGroups(count, group, traits),
                                   4.0 * static_cast<double>(columns * length)});
        from = to;
        length = pieces;
        source = kPartialWord;
    }
}

} // namespace xpu::vulkan
