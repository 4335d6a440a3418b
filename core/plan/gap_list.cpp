#include "core/plan/gap_list.h"

#include "core/base/invariant.h"

#include <algorithm>

namespace xpu {
namespace {

constexpr std::size_t kChunk = 128; ///< gaps; a chunk is cut in two when it holds twice as many

} // namespace

GapList::GapList(Seconds from, Seconds shortest) : tail_(from), shortest_(shortest) {}

std::size_t GapList::chunkEndingAfter(Seconds time) const
{
    const auto chunk = std::partition_point(chunks_.begin(), chunks_.end(), [time](const Chunk& c) {
        return c.gaps.back().end <= time;
    });
    return static_cast<std::size_t>(chunk - chunks_.begin());
}

Seconds GapList::fit(Seconds ready, Seconds length) const
{
    if (ready >= tail_)
        return ready;
    for (std::size_t c = chunkEndingAfter(ready); c < chunks_.size(); ++c) {
        if (chunks_[c].longest < length)
            continue;
        for (const Gap& gap : chunks_[c].gaps)
            if (std::max(gap.start, ready) + length <= gap.end)
                return std::max(gap.start, ready);
    }
    return tail_;
}

void GapList::occupy(Seconds start, Seconds length)
{
    const Gap taken{start, start + length};
    if (start >= tail_) {
        append({tail_, start});
        tail_ = taken.end;
        return;
    }
    const std::size_t c = chunkEndingAfter(start);
    XPU_INVARIANT(c < chunks_.size(), "no gap where a step was placed");
    const auto& gaps = chunks_[c].gaps;
    const auto gap = std::partition_point(gaps.begin(), gaps.end(),
                                          [start](const Gap& g) { return g.end <= start; });
    XPU_INVARIANT(gap != gaps.end() && gap->start <= taken.start && taken.end <= gap->end,
                  "a step was placed outside a gap");
    split(c, static_cast<std::size_t>(gap - gaps.begin()), taken);
}

bool GapList::isWorthKeeping(Gap gap) const
{
    return gap.end > gap.start && gap.end - gap.start >= shortest_;
}

void GapList::append(Gap gap)
{
    if (!isWorthKeeping(gap))
        return;
    if (chunks_.empty() || chunks_.back().gaps.size() >= kChunk)
        chunks_.emplace_back();
    chunks_.back().gaps.push_back(gap);
    chunks_.back().longest = std::max(chunks_.back().longest, gap.end - gap.start);
}

void GapList::split(std::size_t chunk, std::size_t gap, Gap taken)
{
    auto& gaps = chunks_[chunk].gaps;
    const auto at = gaps.begin() + static_cast<std::ptrdiff_t>(gap);
    const Gap before{at->start, taken.start};
    const Gap after{taken.end, at->end};
    auto next = gaps.erase(at);
    if (isWorthKeeping(after))
        next = gaps.insert(next, after);
    if (isWorthKeeping(before))
        gaps.insert(next, before);

    if (gaps.empty()) {
        chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(chunk));
        return;
    }
    if (gaps.size() >= 2 * kChunk) {
        Chunk upper;
        upper.gaps.assign(gaps.begin() + kChunk, gaps.end());
        gaps.resize(kChunk);
        measure(upper);
        chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(chunk) + 1, std::move(upper));
    }
    measure(chunks_[chunk]);
}

void GapList::measure(Chunk& chunk)
{
    chunk.longest = Seconds(0);
    for (const Gap& gap : chunk.gaps)
        chunk.longest = std::max(chunk.longest, gap.end - gap.start);
}

} // namespace xpu
