#pragma once

#include "core/base/units.h"

#include <cstddef>
#include <vector>

namespace xpu {

/// The free time of one device slot: gaps between placed steps, then everything from `tail` on.
/// Gaps lie in chunks that know their longest, so that a search skips whole chunks.
class GapList {
public:
    /// @param from      the slot is free from then on
    /// @param shortest  gaps below this can never be filled and are dropped
    GapList(Seconds from, Seconds shortest);

    /// Earliest start >= `ready` of a free stretch of `length` (> 0).
    Seconds fit(Seconds ready, Seconds length) const;
    /// Takes a stretch that `fit` found.
    void occupy(Seconds start, Seconds length);

private:
    struct Gap {
        Seconds start;
        Seconds end;
    };
    struct Chunk {
        std::vector<Gap> gaps; ///< sorted, never empty
        Seconds longest{0};
    };

    std::size_t chunkEndingAfter(Seconds time) const;
    bool isWorthKeeping(Gap gap) const;
    void append(Gap gap);
    void split(std::size_t chunk, std::size_t gap, Gap taken);
    static void measure(Chunk& chunk);

    std::vector<Chunk> chunks_;
    Seconds tail_;
    Seconds shortest_;
};

} // namespace xpu
