#pragma once

#include "compute/screening/manifests.h"

#include <chrono>
#include <string>
#include <vector>

namespace xpu::screening {

/// A driver that took its trial process along.
struct BrokenDriver {
    Interface which{};
    std::string file;   ///< its manifest
    std::string reason; ///< "SIGSEGV"
    bool operator==(const BrokenDriver&) const = default;
};

/// Where trials run and what is remembered of them.
struct Options {
    std::string worker;      ///< path of xpu-worker; empty = nothing is tried
    std::string cacheFolder; ///< for verdicts, kept until a driver changes; empty = none are kept
    std::chrono::seconds patience{20};
};

/// The drivers of an interface that crash or hang while they are loaded. A machine whose drivers
/// passed and have not changed since is not tried again.
std::vector<BrokenDriver> brokenDrivers(Interface which, const Environment& environment,
                                        const Options& options);

/// Keeps these drivers out of this process: its environment names all the others.
void leaveOut(Interface which, const std::vector<BrokenDriver>& broken,
              const Environment& environment, const Options& options);

} // namespace xpu::screening
