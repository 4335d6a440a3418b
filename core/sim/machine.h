#pragma once

#include "core/base/result.h"
#include "core/device/device.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace xpu::sim {

/// How fast and how steady a simulated device is. What a launch takes is the larger of operations
/// and memory traffic over the peaks (a roofline), plus its copies, times noise.
struct DeviceSpec {
    DeviceInfo info;     ///< as the engine and people see it
    double linkRate = 0; ///< bytes/s between host and device; 0 = it works on host memory
    Seconds linkLatency{0};
    Seconds launchLatency{5e-6};
    Seconds prepare{0};          ///< first use of an operator
    double noise = 0;            ///< sigma of the logarithm of run times
    double failing = 0;          ///< share of launches that fail
    double efficiency = 1;       ///< reached share of the peaks
    std::set<std::string> lacks; ///< operators it has no kernel for
};

/// A machine that need not exist. Source: a TOML file as described in docs/simulation.md.
struct Machine {
    std::string name;
    std::vector<DeviceSpec> devices;
    Bytes hostMemory;
    double diskRead = 1e9;  ///< bytes/s
    double diskWrite = 5e8; ///< bytes/s
    Seconds diskSync{6e-3}; ///< until a file that was written is there for certain
    Seconds command{1};     ///< what a command step takes
    double commandNoise = 0;
};

/// Errc::InvalidInput with "line N: what is wrong" for the first mistake; unknown keys are mistakes.
Result<Machine> parseMachine(const std::string& text);
/// Errc::NotFound, Errc::InvalidInput
Result<Machine> readMachine(const std::string& file);

} // namespace xpu::sim
