#include "compute/vulkan/separable_plan.h"

#include "compute/operators/image_spec.h"
#include "compute/vulkan/embedded_kernels.h"

#include <algorithm>

namespace xpu::vulkan {

namespace {

using operators::AxisTaps;
using operators::ImageExtent;

std::vector<std::byte> rowTable(const AxisTaps& taps)
{
    std::vector<std::int32_t> table;
    table.reserve(taps.rows.size() * 3);
    for (const AxisTaps::Row& row : taps.rows) {
        table.push_back(static_cast<std::int32_t>(row.first));
        table.push_back(static_cast<std::int32_t>(row.count));
        table.push_back(static_cast<std::int32_t>(row.offset));
    }
    return bytesOf(std::span<const std::int32_t>(table));
}

std::uint64_t mostTaps(const AxisTaps& taps)
{
    std::uint64_t most = 0;
    for (const AxisTaps::Row& row : taps.rows)
        most = std::max<std::uint64_t>(most, row.count);
    return most;
}

/// One pass along the middle axis of [outer, axis, inner].
struct Pass {
    const AxisTaps& taps;
    std::uint64_t outer;
    std::uint64_t inner;
    Slot from;
    Slot to;
    std::size_t fromBytes; ///< of an element
    std::size_t toBytes;
};

void addPass(Plan& plan, const Pass& pass, const Traits& traits)
{
    const std::uint64_t count = pass.outer * pass.taps.rows.size() * pass.inner;
    const struct {
        std::uint32_t count;
        std::uint32_t extentIn;
        std::uint32_t extentOut;
        std::uint32_t inner;
    } push{static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(pass.taps.sourceExtent),
           static_cast<std::uint32_t>(pass.taps.rows.size()),
           static_cast<std::uint32_t>(pass.inner)};
    const std::size_t table = plan.constants.size();
    plan.constants.push_back(rowTable(pass.taps));
    plan.constants.push_back(bytesOf(std::span<const float>(pass.taps.weights)));
    const std::uint64_t words = (count * pass.toBytes + 3) / 4;
    Dispatch dispatch;
    dispatch.kernel = kernels::separable(pass.fromBytes, pass.toBytes);
    dispatch.constants = {traits.tuning.lineGroup};
    dispatch.buffers = {pass.from, pass.to, constant(table), constant(table + 1)};
    dispatch.push = pushOf(push);
    dispatch.groups = lineGroups(words, traits.tuning.lineGroup, traits);
    dispatch.work = 8.0 * static_cast<double>(count * mostTaps(pass.taps));
    plan.dispatches.push_back(std::move(dispatch));
}

} // namespace

PlanResult planSeparable(const PlanRequest& request, const AxisTaps& columns, const AxisTaps& rows)
{
    const TensorSpec& x = request.inputs[0].spec;
    const ImageExtent in = ImageExtent::of(x.shape);
    const ImageExtent out = ImageExtent::of(request.outputs[0].shape);
    Plan plan;
    if (out.samples() == 0)
        return plan;
    const std::size_t element = sizeOf(x.dtype);
    // Rounding to a small integer type, one invocation makes all elements of a word.
    if (std::max(mostTaps(columns), mostTaps(rows) * (4 / element)) > kMaxTrips)
        return tl::unexpected(std::string("the filter reaches over too many pixels"));
    const std::uint64_t between = in.height * out.width * in.channels;
    plan.temporaries = {Bytes(between * sizeof(float))};
    addPass(plan, {columns, in.height, in.channels, input(0), temporary(0), element, sizeof(float)},
            request.traits);
    addPass(plan,
            {rows, 1, out.width * in.channels, temporary(0), output(0), sizeof(float), element},
            request.traits);
    return plan;
}

} // namespace xpu::vulkan
