#pragma once

#include "compute/operators/arrange/arrange.h"

#include <array>

namespace xpu::operators {

/// Moves as kernels of devices take them: what they are told at each launch.
struct MovePush {
    std::uint32_t count = 0;
    std::uint32_t first = 0;
    std::array<std::uint32_t, 8> extent{};
    std::array<std::uint32_t, 8> from{};
    std::array<std::uint32_t, 8> to{};
};

/// The fastest axis first where `fastestFirst`, as kernels without loops count them.
inline MovePush pushOfMoves(const Moves& moves, bool fastestFirst)
{
    MovePush push;
    push.count = static_cast<std::uint32_t>(moves.count());
    push.first = static_cast<std::uint32_t>(moves.to);
    const std::size_t axes = moves.axes.size();
    for (std::size_t i = 0; i < axes; ++i) {
        const Moves::Axis& axis = moves.axes[fastestFirst ? axes - 1 - i : i];
        push.extent[i] = static_cast<std::uint32_t>(axis.extent);
        push.from[i] = static_cast<std::uint32_t>(axis.from);
        push.to[i] = static_cast<std::uint32_t>(axis.to);
    }
    return push;
}

/// The moves of a launch in words, or the sentence why a device cannot do them.
inline tl::expected<std::vector<Moves>, std::string> wordMoves(const std::string& op,
                                                               std::span<const PortSpec> inputs,
                                                               const TensorSpec& output,
                                                               const Params& params)
{
    std::vector<Moves> all;
    for (const Moves& moves : movesOf(op, inputs, output, params)) {
        const auto words = inWords(moves, output.dtype);
        if (!words || words->axes.size() > 8)
            return tl::unexpected(op + " on this device does not move "
                                  + std::string(nameOf(output.dtype)));
        if (words->count() > UINT32_MAX || output.bytes().count / 4 > UINT32_MAX)
            return tl::unexpected(op + " on this device does not count so far");
        all.push_back(*words);
    }
    return all;
}

} // namespace xpu::operators
