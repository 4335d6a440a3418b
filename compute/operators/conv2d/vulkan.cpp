#include "compute/operators/conv2d/conv2d.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>

namespace xpu::vulkan {

namespace {

/// Results of an invocation: channels and places.
constexpr std::uint32_t kRows = 4;
constexpr std::uint32_t kColumns = 4;
constexpr std::uint64_t kPackable = 1 << 15;

/// conv2d.comp's push constants.
struct Push {
    std::uint32_t count;
    std::uint32_t spots;
    std::uint32_t blocks;
    std::uint32_t groups;
    std::uint32_t channels;
    std::uint32_t results;
    std::int32_t height;
    std::int32_t width;
    std::int32_t madeHeight;
    std::int32_t madeWidth;
    std::uint32_t window;
    std::uint32_t stride;
    std::uint32_t dilation;
    std::int32_t top;
    std::int32_t left;
    std::uint32_t from;
    std::uint32_t end;
};

template <class T>
T word(std::int64_t value)
{
    return static_cast<T>(value);
}

std::uint32_t packed(const operators::Windows& windows, std::int64_t operators::Window::*what)
{
    return word<std::uint32_t>(windows[0].*what | windows[1].*what << 16);
}

bool packs(const operators::Windows& windows)
{
    return std::ranges::all_of(windows, [](const operators::Window& w) {
        return std::max({w.size, w.stride, w.dilation}) < std::int64_t{kPackable};
    });
}

Push pushFor(const operators::ConvShape& shape)
{
    const std::int64_t places = shape.made[0] * shape.made[1];
    const std::int64_t results = shape.results / shape.groups;
    const std::int64_t spots = (places + kColumns - 1) / kColumns;
    const std::int64_t blocks = (results + kRows - 1) / kRows;
    return {.count = word<std::uint32_t>(spots * blocks * shape.groups * shape.images),
            .spots = word<std::uint32_t>(spots),
            .blocks = word<std::uint32_t>(blocks),
            .groups = word<std::uint32_t>(shape.groups),
            .channels = word<std::uint32_t>(shape.channels / shape.groups),
            .results = word<std::uint32_t>(results),
            .height = word<std::int32_t>(shape.extent[0]),
            .width = word<std::int32_t>(shape.extent[1]),
            .madeHeight = word<std::int32_t>(shape.made[0]),
            .madeWidth = word<std::int32_t>(shape.made[1]),
            .window = packed(shape.windows, &operators::Window::size),
            .stride = packed(shape.windows, &operators::Window::stride),
            .dilation = packed(shape.windows, &operators::Window::dilation),
            .top = word<std::int32_t>(shape.windows[0].before),
            .left = word<std::int32_t>(shape.windows[1].before),
            .from = 0,
            .end = 0};
}

} // namespace

PlanResult planConv2d(const PlanRequest& request)
{
    const auto shape = operators::convShape(request.inputs, request.params);
    if (!shape)
        return tl::unexpected(shape.error().detail);
    if (!packs(shape->windows))
        return tl::unexpected(std::string("its windows are too large for Vulkan devices"));
    Plan plan;
    if (shape->outputs() == 0)
        return plan;
    const std::size_t bias = inputIndex(request, "bias");
    const Slot x = input(inputIndex(request, "x"));
    const std::uint32_t group = request.traits.tuning.lineGroup;
    Push push = pushFor(*shape);
    // So many terms at once that neither loops nor submissions grow long.
    const auto terms = static_cast<std::uint64_t>(shape->terms());
    const std::uint64_t each = std::uint64_t{push.count} * kRows * kColumns;
    const std::uint64_t part =
        std::clamp<std::uint64_t>(8 * kMostVisits / each, 16, kMaxTrips / (kRows * kColumns));
    for (std::uint64_t from = 0; from < terms; from += part) {
        push.from = static_cast<std::uint32_t>(from);
        push.end = static_cast<std::uint32_t>(std::min(terms, from + part));
        plan.dispatches.push_back(
            {kernels::conv2d(),
             {group, kRows, kColumns, bias == kNoInput ? 0U : 1U},
             {x, input(inputIndex(request, "w")), bias == kNoInput ? x : input(bias), output(0)},
             pushOf(push),
             lineGroups(push.count, group, request.traits),
             2.0 * static_cast<double>(each) * static_cast<double>(push.end - push.from)});
    }
    return plan;
}

} // namespace xpu::vulkan
