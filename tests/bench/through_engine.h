#pragma once

#include "core/device/device.h"
#include "tests/compute/operators/device_runner.h"

#include <optional>
#include <string>
#include <vector>

namespace xpu::bench {

/// What an operator is run on.
struct OperatorCall {
    std::string op;
    std::vector<tests::Value> inputs;
    Params params;
};

/// Seconds a step takes on `cpu` through the whole engine (prediction, plan, memory, journal): so
/// many alike steps of one task, after one that warms up, from the moment in which nothing is in their way
/// until the last of them has ended; nothing when the task failed.
std::optional<double> throughEngine(const OperatorCall& call, std::uint32_t steps);

} // namespace xpu::bench
