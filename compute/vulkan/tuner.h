#pragma once

#include "compute/launch/disk_cache.h"
#include "compute/vulkan/traits.h"

#include <functional>
#include <optional>
#include <vector>

namespace xpu::vulkan {

using launch::DiskCache;

/// What is measured apart, each with a launch of its own.
enum class Tuned : std::uint8_t { Lines, GemmLarge, GemmMedium };

/// What the tuner needs of a device.
struct TunerPort {
    /// Seconds that the launch of `what` takes with this tuning; nothing when it does not run.
    std::function<std::optional<Seconds>(const Tuning&, Tuned what)> measure;
    std::function<bool()> wanted; ///< whether somebody waits for the device
    std::function<Seconds()> now;
};

/// The tunings worth measuring: the one in force first, then those that differ in what `what`
/// measures and that the device allows. At most twelve for all of `Tuned` together.
std::vector<Tuning> survivors(const Traits& traits, const Tuning& inForce, Tuned what);

/// Replaces the choices of the static table by measured ones where these are clearly better. Takes
/// two seconds at most; what was not measured by then stays. Nothing when the device was wanted
/// meanwhile: it is to be asked again when idle.
std::optional<Tuning> tune(const Traits& traits, const TunerPort& port);

/// What was measured on this device with this driver before; nothing when it was not.
std::optional<Tuning> storedTuning(const DiskCache& disk, const Traits& traits);
void storeTuning(const DiskCache& disk, const Traits& traits, const Tuning& tuning);

} // namespace xpu::vulkan
