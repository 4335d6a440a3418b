#include "compute/operators/image_spec.h"
#include "compute/operators/nlmeans/bands.h"
#include "compute/vulkan/element_words.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>
#include <array>
#include <utility>

namespace xpu::vulkan {

namespace {

using operators::ImageExtent;
using operators::Nlmeans;
using operators::NlmeansBands;

enum Stage : std::uint32_t { Pixels = 1, Differences, Down, Weights, Receive, Store };

/// nlmeans.comp's push constants.
struct Push {
    std::array<std::int32_t, 4> across{};
    std::array<std::int32_t, 4> down{};
    std::int32_t top = 0;
    std::int32_t rows = 0;
    std::int32_t height = 0;
    std::int32_t width = 0;
    std::int32_t patch = 0;
    std::int32_t search = 0;
    std::int32_t channels = 0;
    std::uint32_t first = 0;
    float scale = 0;
};

/// The dispatches of one launch: per band its pixels, per four offsets their weights and shares, and
/// the band's results.
class NlmeansPlan {
public:
    explicit NlmeansPlan(const PlanRequest& request)
        : request_(request),
          extent_(ImageExtent::of(request.inputs[0].spec.shape)),
          n_(operators::nlmeansOf(request.inputs[0].spec, request.params)),
          offsets_(n_.offsets()),
          bands_(operators::nlmeansBands(extent_, n_)),
          bytes_(static_cast<std::uint32_t>(sizeOf(request.inputs[0].spec.dtype))),
          source_(*sourceWord(request.inputs[0].spec.dtype, false))
    {
        push_.height = static_cast<std::int32_t>(extent_.height);
        push_.width = static_cast<std::int32_t>(extent_.width);
        push_.patch = n_.patch;
        push_.search = n_.search;
        push_.channels = static_cast<std::int32_t>(extent_.channels);
        push_.scale = n_.scale;
    }

    bool fits() const
    {
        const std::uint64_t rows = bands_.rows + 2 * margin();
        return rows <= request_.traits.maxGroups[1];
    }

    Plan make()
    {
        plan_.temporaries = {bands_.pixels, bands_.differences, bands_.differences, bands_.sums,
                             bands_.weights};
        for (std::uint64_t top = 0; top < extent_.height; top += bands_.rows)
            band(top, std::min(bands_.rows, extent_.height - top));
        return std::move(plan_);
    }

private:
    std::uint64_t margin() const
    {
        return static_cast<std::uint64_t>(n_.patch) + static_cast<std::uint64_t>(n_.search);
    }

    void band(std::uint64_t top, std::uint64_t rows)
    {
        const Slot pixels = temporary(0);
        const Slot one = temporary(1);
        const Slot other = temporary(2);
        const Slot sums = temporary(3);
        const Slot weights = temporary(4);
        const auto patch = static_cast<std::uint64_t>(n_.patch);
        const auto search = static_cast<std::uint64_t>(n_.search);
        push_.top = static_cast<std::int32_t>(top);
        push_.rows = static_cast<std::int32_t>(rows);
        add(Pixels, {input(0), pixels}, extent_.width + 2 * margin(), rows + 2 * margin(), 8);
        for (std::size_t k = 0; k < offsets_.size(); k += 4) {
            for (std::size_t i = 0; i < 4; ++i) {
                push_.across[i] = offsets_[k + i].across;
                push_.down[i] = offsets_[k + i].down;
            }
            push_.first = k == 0 ? 1 : 0;
            const std::uint64_t across = extent_.width + 2 * patch;
            const auto side = static_cast<double>(2 * patch + 1);
            add(Differences, {pixels, one}, across, rows + search + 2 * patch, 40);
            add(Down, {one, other}, across, rows + search, 8 * side);
            add(Weights, {other, one}, extent_.width, rows + search, 8 * side + 80);
            add(Receive, {pixels, one, sums, weights}, extent_.width, rows, 100);
        }
        const std::uint64_t words = (extent_.width * extent_.channels * bytes_ + 3) / 4;
        add(Store, {pixels, sums, weights, output(0)}, words, rows, 32);
    }

    void add(Stage stage, std::vector<Slot> buffers, std::uint64_t across, std::uint64_t rows,
             double work)
    {
        const std::uint32_t group = request_.traits.tuning.lineGroup;
        Dispatch dispatch;
        dispatch.kernel = kernels::nlmeans(stage);
        dispatch.constants = {group, bytes_, static_cast<std::uint32_t>(push_.channels), source_};
        dispatch.buffers = std::move(buffers);
        dispatch.push = pushOf(push_);
        dispatch.groups = {static_cast<std::uint32_t>((across + group - 1) / group),
                           static_cast<std::uint32_t>(rows), 1};
        dispatch.work = work * static_cast<double>(across * rows);
        plan_.dispatches.push_back(std::move(dispatch));
    }

    const PlanRequest& request_;
    ImageExtent extent_;
    Nlmeans n_;
    std::vector<Nlmeans::Offset> offsets_;
    NlmeansBands bands_;
    std::uint32_t bytes_;
    std::uint32_t source_;
    Push push_;
    Plan plan_;
};

} // namespace

PlanResult planNlmeans(const PlanRequest& request)
{
    if (request.outputs[0].shape.elements().value_or(0) == 0)
        return Plan{};
    NlmeansPlan plan(request);
    if (!plan.fits())
        return tl::unexpected(std::string("the picture is too narrow and high for this device"));
    return plan.make();
}

} // namespace xpu::vulkan
