#include "compute/vulkan/tuner.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <type_traits>

namespace xpu::vulkan {

namespace {

constexpr Seconds kBudget{2};
/// A measured choice must be so much faster to replace one that reasons speak for.
constexpr double kClearly = 0.97;
constexpr std::array kAll{Tuned::Lines, Tuned::GemmLarge, Tuned::GemmMedium};
constexpr std::array<std::uint32_t, 4> kLineGroups{64, 128, 256, 512};

std::string keyOf(const Traits& traits)
{
    return "tuning 1 " + std::to_string(sizeof(Tuning)) + " " + traits.cacheId;
}

void addNew(std::vector<Tuning>& all, const Tuning& tuning)
{
    if (std::ranges::find(all, tuning) == all.end())
        all.push_back(tuning);
}

/// The best of them, as far as the time allows; nothing when the device is wanted.
std::optional<Tuning> bestOf(const std::vector<Tuning>& candidates, Tuned what,
                             const TunerPort& port, Seconds end)
{
    Tuning best = candidates.front();
    std::optional<Seconds> least;
    for (const Tuning& candidate : candidates) {
        if (port.wanted())
            return std::nullopt;
        if (port.now() >= end)
            break;
        const auto spent = port.measure(candidate, what);
        if (!spent)
            continue;
        const bool first = candidate == candidates.front();
        if (first || (least && *spent < *least * (best == candidates.front() ? kClearly : 1.0))) {
            best = candidate;
            least = spent;
        }
    }
    return best;
}

} // namespace

std::vector<Tuning> survivors(const Traits& traits, const Tuning& inForce, Tuned what)
{
    std::vector<Tuning> all{inForce};
    Tuning other = inForce;
    if (what == Tuned::Lines) {
        for (const std::uint32_t group : kLineGroups)
            if (group <= traits.maxInvocations) {
                other.lineGroup = group;
                addNew(all, other);
            }
        return all;
    }
    if (traits.isSoftware()) // tiles made for register files and banks that are not there
        return all;
    const auto role = what == Tuned::GemmLarge ? GemmRole::Large : GemmRole::Medium;
    for (const GemmTile& tile : gemmCandidates(role))
        if (fitted(tile, traits, sizeof(float)) == tile && all.size() < 4) {
            other.gemm[static_cast<std::size_t>(role)] = tile;
            addNew(all, other);
        }
    return all;
}

std::optional<Tuning> tune(const Traits& traits, const TunerPort& port)
{
    const Seconds end = port.now() + kBudget;
    Tuning tuning = traits.tuning;
    for (const Tuned what : kAll) {
        const auto candidates = survivors(traits, tuning, what);
        if (candidates.size() < 2)
            continue;
        const auto best = bestOf(candidates, what, port, end);
        if (!best)
            return std::nullopt;
        tuning = *best;
    }
    return tuning;
}

std::optional<Tuning> storedTuning(const DiskCache& disk, const Traits& traits)
{
    static_assert(std::is_trivially_copyable_v<Tuning>);
    const auto bytes = disk.find(keyOf(traits));
    if (!bytes || bytes->size() != sizeof(Tuning))
        return std::nullopt;
    Tuning tuning;
    std::memcpy(&tuning, bytes->data(), sizeof(Tuning));
    return tuning;
}

void storeTuning(const DiskCache& disk, const Traits& traits, const Tuning& tuning)
{
    disk.store(keyOf(traits), std::as_bytes(std::span(&tuning, 1)));
}

} // namespace xpu::vulkan
