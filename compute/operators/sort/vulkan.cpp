#include "compute/operators/params.h"
#include "compute/operators/sort/sort.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>
#include <utility>

namespace xpu::vulkan {

namespace {

constexpr std::uint32_t kItems = 16;
constexpr std::uint32_t kDigits = 1U << operators::kSortBits;

/// kType of sort_keys.comp.
std::uint32_t typeWord(DType type)
{
    switch (type) {
    case DType::U8:
        return 0;
    case DType::I8:
        return 1;
    case DType::U16:
        return 2;
    case DType::I16:
        return 3;
    case DType::F16:
        return 4;
    case DType::U32:
        return 5;
    case DType::I32:
        return 6;
    case DType::F32:
        return 7;
    case DType::U64:
        return 8;
    case DType::I64:
        return 9;
    default:
        return 10;
    }
}

/// A group counts its digits in shared memory.
std::uint32_t groupOf(const Traits& traits)
{
    constexpr std::uint32_t kMost = 256;
    std::uint32_t group = std::min(traits.tuning.lineGroup, kMost);
    while (group > 0
           && Bytes(std::uint64_t{group} * (kDigits + 1) * sizeof(std::uint32_t))
                  > traits.maxShared)
        group /= 2;
    return group;
}

/// Elements become keys, keys are moved digit by digit from the lowest on, and become elements.
class SortPlan {
public:
    explicit SortPlan(const PlanRequest& request)
        : request_(request),
          x_(request.inputs[0].spec),
          extent_(operators::sortExtent(x_)),
          elements_(extent_.rows * extent_.length),
          words_(std::max<std::uint32_t>(1, static_cast<std::uint32_t>(sizeOf(x_.dtype) / 4))),
          group_(groupOf(request.traits)),
          perRow_((extent_.length + std::uint64_t{group_} * kItems - 1) / (group_ * kItems)),
          places_(request.outputs.size() > 1)
    {}

    Plan make()
    {
        const Slot keys = scratch(elements_ * words_);
        const Slot others = scratch(elements_ * words_);
        const Slot places = places_ ? scratch(elements_) : keys;
        const Slot otherPlaces = places_ ? scratch(elements_) : keys;
        counts_ = scratch(extent_.rows * perRow_ * kDigits);
        convert(input(0), keys, false);
        Keys from{keys, places};
        Keys to{others, otherPlaces};
        const auto bits = static_cast<std::uint32_t>(8 * sizeOf(x_.dtype));
        for (std::uint32_t shift = 0; shift < bits; shift += operators::kSortBits) {
            if (places_ && shift + operators::kSortBits == bits)
                to.places = output(1);
            pass(from, to, shift);
            std::swap(from, to);
        }
        convert(from.keys, output(0), true);
        return std::move(plan_);
    }

private:
    struct Keys {
        Slot keys;
        Slot places;
    };

    Slot scratch(std::uint64_t words)
    {
        plan_.temporaries.emplace_back(words * 4);
        return temporary(plan_.temporaries.size() - 1);
    }

    void convert(Slot from, Slot to, bool decode)
    {
        const auto size = static_cast<std::uint64_t>(sizeOf(x_.dtype));
        const std::uint64_t count = decode && size < 4 ? (elements_ * size + 3) / 4 : elements_;
        const struct {
            std::uint32_t count;
            std::uint32_t elements;
        } push{static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(elements_)};
        const bool descending = operators::flag(request_.params, "descending");
        plan_.dispatches.push_back(
            {kernels::sortKeys(),
             {group_, decode ? 1U : 0U, typeWord(x_.dtype), descending ? 1U : 0U},
             {from, to},
             pushOf(push),
             lineGroups(count, group_, request_.traits),
             4.0 * static_cast<double>(elements_)});
    }

    void pass(const Keys& from, const Keys& to, std::uint32_t shift)
    {
        move(0, from, to, shift);
        sumUp(counts_, extent_.rows * perRow_ * kDigits);
        move(1, from, to, shift);
    }

    void move(std::uint32_t stage, const Keys& from, const Keys& to, std::uint32_t shift)
    {
        const std::uint64_t tiles = extent_.rows * perRow_;
        const struct {
            std::uint32_t tiles;
            std::uint32_t perRow;
            std::uint32_t rowLength;
            std::uint32_t shift;
        } push{static_cast<std::uint32_t>(tiles), static_cast<std::uint32_t>(perRow_),
               static_cast<std::uint32_t>(extent_.length), shift};
        const std::uint32_t places = !places_ ? 0U : shift == 0 ? 2U : 1U;
        plan_.dispatches.push_back(
            {kernels::sortDigits(),
             {group_, stage, kItems, words_, stage == 0 ? 0U : places, group_},
             {from.keys, to.keys, from.places, to.places, counts_},
             pushOf(push),
             lineGroups(tiles, 1, request_.traits),
             8.0 * static_cast<double>(elements_)});
    }

    /// Sums of runs first, running sums of those by the same means, then those of the runs.
    void sumUp(Slot numbers, std::uint64_t count)
    {
        const std::uint64_t run = request_.traits.tuning.serialRun;
        const std::uint64_t runs = (count + run - 1) / run;
        Slot sums = numbers;
        if (runs > 1) {
            sums = levelOf(runs);
            offsets(0, numbers, sums, count, runs);
            sumUp(sums, runs);
        }
        offsets(1, numbers, sums, count, runs);
    }

    /// The same memory in every pass.
    Slot levelOf(std::uint64_t runs)
    {
        for (const auto& [size, slot] : levels_)
            if (size == runs)
                return slot;
        levels_.emplace_back(runs, scratch(runs));
        return levels_.back().second;
    }

    void offsets(std::uint32_t stage, Slot numbers, Slot sums, std::uint64_t count,
                 std::uint64_t runs)
    {
        const struct {
            std::uint32_t count;
            std::uint32_t runs;
            std::uint32_t run;
            std::uint32_t prefixed;
        } push{static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(runs),
               request_.traits.tuning.serialRun, runs > 1 ? 1U : 0U};
        plan_.dispatches.push_back({kernels::sortOffsets(),
                                    {group_, stage},
                                    {numbers, sums},
                                    pushOf(push),
                                    lineGroups(runs, group_, request_.traits),
                                    2.0 * static_cast<double>(count)});
    }

    const PlanRequest& request_;
    const TensorSpec& x_;
    operators::SortExtent extent_;
    std::uint64_t elements_;
    std::uint32_t words_;
    std::uint32_t group_;
    std::uint64_t perRow_;
    bool places_;
    Slot counts_;
    std::vector<std::pair<std::uint64_t, Slot>> levels_;
    Plan plan_;
};

} // namespace

PlanResult planSort(const PlanRequest& request)
{
    constexpr std::uint32_t kBuffers = 5;
    const std::uint32_t group = groupOf(request.traits);
    if (request.traits.maxBuffers < kBuffers)
        return tl::unexpected(std::string("sort needs five buffers at once"));
    if (group % kDigits != 0 || group * kItems < operators::kLeastSortTile)
        return tl::unexpected(std::string("this device's groups are too small to sort"));
    if (request.inputs[0].spec.shape.elements() == 0)
        return Plan{};
    return SortPlan(request).make();
}

} // namespace xpu::vulkan
