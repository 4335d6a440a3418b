#pragma once

#include "core/task/model.h"
#include "tests/compute/operators/device_runner.h"

#include <string>
#include <vector>

namespace xpu::tests {

/// What came of running a model's steps one by one on one device.
struct ModelRun {
    std::vector<Value> outputs; ///< by LoweredModel::outputs
    std::string refused;        ///< why the device does not take a step
    std::string failure;        ///< of a launch
};

/// @param fd  of the model, whose constants are read as the host device reads them
ModelRun runModel(const LoweredModel& model, int fd, const std::vector<Value>& inputs,
                  DeviceRunner& runner);

/// A value of the file; nothing when it is of a kind this program has no values of.
std::optional<Value> readArray(const std::string& path);

/// Element i as a double.
double elementOf(const Value& value, std::size_t i);

} // namespace xpu::tests
