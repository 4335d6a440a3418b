#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace xpu {

/// The ready steps of one task on one device, by their position in the plan. A bitmap in levels of
/// 64: insert, remove and "lowest" touch one word a level, and nothing is ever allocated after
/// `resize`.
class ReadySet {
public:
    static constexpr std::uint32_t kNone = UINT32_MAX;

    void resize(std::size_t positions)
    {
        levels_.clear();
        for (std::size_t n = positions;;) {
            n = (n + 63) / 64;
            levels_.emplace_back(n == 0 ? 1 : n, 0);
            if (n <= 1)
                break;
        }
        size_ = 0;
    }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    void insert(std::uint32_t position)
    {
        std::size_t at = position;
        if ((levels_[0][at / 64] >> (at % 64) & 1) != 0)
            return;
        ++size_;
        for (auto& level : levels_) {
            level[at / 64] |= std::uint64_t{1} << (at % 64);
            at /= 64;
        }
    }
    void remove(std::uint32_t position)
    {
        std::size_t at = position;
        if ((levels_[0][at / 64] >> (at % 64) & 1) == 0)
            return;
        --size_;
        for (auto& level : levels_) {
            level[at / 64] &= ~(std::uint64_t{1} << (at % 64));
            if (level[at / 64] != 0)
                return;
            at /= 64;
        }
    }
    /// Smallest position in the set; kNone when empty.
    std::uint32_t lowest() const
    {
        if (size_ == 0)
            return kNone;
        std::size_t at = 0;
        for (std::size_t l = levels_.size(); l-- > 0;)
            at = at * 64 + static_cast<std::size_t>(std::countr_zero(levels_[l][at]));
        return static_cast<std::uint32_t>(at);
    }

private:
    std::vector<std::vector<std::uint64_t>> levels_; ///< [0] has one bit a position
    std::size_t size_ = 0;
};

} // namespace xpu
