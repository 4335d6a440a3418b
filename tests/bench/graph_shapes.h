#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace xpu::bench {

/// Predecessors of each of `n` steps: "independent", "chain", or "dag": layers of 64 with one to
/// three predecessors in the layer before. The same for own and peer.
inline std::vector<std::vector<std::uint32_t>> predecessorsOf(const std::string& shape,
                                                              std::uint32_t n)
{
    constexpr std::uint32_t kWidth = 64;
    std::vector<std::vector<std::uint32_t>> before(n);
    if (shape == "chain")
        for (std::uint32_t i = 1; i < n; ++i)
            before[i].push_back(i - 1);
    if (shape == "dag") {
        std::mt19937 random(7);
        for (std::uint32_t i = kWidth; i < n; ++i) {
            const std::uint32_t layer = i / kWidth * kWidth - kWidth;
            const std::uint32_t count = 1 + static_cast<std::uint32_t>(random() % 3);
            for (std::uint32_t k = 0; k < count; ++k) {
                const std::uint32_t p = layer + static_cast<std::uint32_t>(random() % kWidth);
                if (std::find(before[i].begin(), before[i].end(), p) == before[i].end())
                    before[i].push_back(p);
            }
        }
    }
    return before;
}

} // namespace xpu::bench
