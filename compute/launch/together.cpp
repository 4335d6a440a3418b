#include "compute/launch/bound.h"

#include <algorithm>
#include <list>
#include <utility>

// A chain of small launches costs the device one submission instead of one each: waking it and hearing
// of its end take far longer than their work.

namespace xpu::launch {

namespace {

/// The dispatches of several plans as one, its slots numbered through.
struct Merged {
    Plan plan;
    std::vector<Block> blocks;
    std::vector<double> works; ///< of every launch

    template <class BlockOf>
    void append(const Plan& one, const BlockOf& blockOf)
    {
        works.push_back(0);
        for (Dispatch dispatch : one.dispatches) {
            works.back() += dispatch.work;
            for (Slot& slot : dispatch.buffers) {
                blocks.push_back(blockOf(slot));
                slot = temporary(blocks.size() - 1);
            }
            plan.dispatches.push_back(std::move(dispatch));
        }
    }
    double shareOf(std::size_t launch) const
    {
        double all = 0;
        for (const double work : works)
            all += work;
        return all > 0 ? works[launch] / all : 1.0 / static_cast<double>(works.size());
    }
};

} // namespace

std::vector<Completion>
Executor::executeTogether(std::span<const Launch* const> launches,
                          std::span<const std::shared_ptr<const Plan>> plans, const Watch& watch)
{
    forgetUnfetched();
    std::vector<Completion> all;
    std::list<Bound> bound;
    Merged merged;
    const auto makeNothing = [&](const Launch& launch) {
        for (const LaunchOutput& output : launch.outputs)
            release(output.buffer);
    };
    for (std::size_t i = 0; i < launches.size(); ++i) {
        Completion done;
        done.id = launches[i]->id;
        auto ready = upload(*launches[i], watch, done);
        if (ready)
            ready = bind(*launches[i], *plans[i], bound.emplace_back(pool_));
        if (!ready) { // no room beside the others
            makeNothing(*launches[i]);
            break;
        }
        merged.append(*plans[i], bound.back());
        all.push_back(std::move(done));
    }
    if (all.empty())
        return all;
    usageChanged_();
    const auto times = machine_->run(
        merged.plan, [&](Slot slot) { return merged.blocks[slot.index]; }, workPerSubmit_, watch);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!times) {
            makeNothing(*launches[i]);
            continue;
        }
        all[i].run = times->run * merged.shareOf(i);
        fetch(*launches[i], all[i]);
    }
    bound.clear();
    forgetUnfetched();
    usageChanged_();
    return times ? std::move(all) : std::vector<Completion>();
}

} // namespace xpu::launch
