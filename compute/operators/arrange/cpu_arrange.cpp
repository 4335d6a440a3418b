#include "compute/operators/arrange/cpu_arrange.h"

#include "compute/operators/arrange/arrange.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace xpu::operators {
namespace {

/// Elements of `size` bytes with gaps between them.
template <std::size_t kSize>
void moveApart(const std::byte* from, std::byte* to, const Moves::Axis& axis, std::uint64_t count)
{
    for (std::uint64_t i = 0; i < count; ++i)
        std::memcpy(to + i * axis.to * kSize, from + i * axis.from * kSize, kSize);
}

void moveRun(const std::byte* from, std::byte* to, const Moves::Axis& axis, std::uint64_t count,
             std::size_t size)
{
    if (axis.from == 1 && axis.to == 1) {
        std::memcpy(to, from, count * size);
        return;
    }
    switch (size) {
    case 1:
        return moveApart<1>(from, to, axis, count);
    case 2:
        return moveApart<2>(from, to, axis, count);
    case 4:
        return moveApart<4>(from, to, axis, count);
    default:
        return moveApart<8>(from, to, axis, count);
    }
}

/// The moves `begin` up to `end`, counted with the last axis fastest.
void moveSome(const Moves& moves, const std::byte* from, std::byte* to, std::size_t size,
              std::uint64_t begin, std::uint64_t end)
{
    const std::size_t rank = moves.axes.size();
    const Moves::Axis& last = moves.axes.back();
    std::array<std::uint64_t, Shape::kMaxRank> at{};
    std::uint64_t rest = begin;
    std::uint64_t source = 0;
    std::uint64_t target = moves.to;
    for (std::size_t i = rank; i > 0; --i) {
        const Moves::Axis& axis = moves.axes[i - 1];
        at[i - 1] = rest % axis.extent;
        rest /= axis.extent;
        source += at[i - 1] * axis.from;
        target += at[i - 1] * axis.to;
    }
    while (begin < end) {
        const std::uint64_t run = std::min(last.extent - at[rank - 1], end - begin);
        moveRun(from + source * size, to + target * size, last, run, size);
        begin += run;
        at[rank - 1] += run;
        source += run * last.from;
        target += run * last.to;
        for (std::size_t i = rank; i > 1 && at[i - 1] == moves.axes[i - 1].extent; --i) {
            at[i - 1] = 0;
            source += moves.axes[i - 2].from - moves.axes[i - 1].extent * moves.axes[i - 1].from;
            target += moves.axes[i - 2].to - moves.axes[i - 1].extent * moves.axes[i - 1].to;
            ++at[i - 2];
        }
    }
}

} // namespace

Result<void> cpuArrange(const std::string& op, const KernelCall& call, Slices& slices)
{
    std::vector<PortSpec> ports;
    for (const KernelInput& input : call.inputs)
        ports.push_back({input.port, input.spec});
    const KernelOutput& y = call.outputs[0];
    const std::vector<Moves> all = movesOf(op, ports, y.spec, call.params);
    slices.expectPasses(static_cast<int>(all.size()));
    for (std::size_t i = 0; i < all.size(); ++i) {
        Moves moves = all[i];
        if (moves.axes.empty())
            moves.axes.push_back({1, 1, 1});
        const bool done = slices.over(moves.count(), [&](std::size_t begin, std::size_t end) {
            moveSome(moves, call.inputs[i].data, y.data, sizeOf(y.spec.dtype), begin, end);
        });
        if (!done)
            return fail(Errc::Cancelled, op);
    }
    return {};
}

} // namespace xpu::operators
