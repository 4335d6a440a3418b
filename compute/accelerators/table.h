#pragma once

#include "core/device/device.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xpu::accelerators {

/// A row of accelerators.txt.
struct Row {
    DeviceClass kind = DeviceClass::Npu;
    std::string vendor; ///< four hexadecimal digits
    std::string device; ///< the same, or "*"
    std::string name;
    std::string needs;
};

/// Lines that are none of `kind | vendor | device | name | needs` are left out.
std::vector<Row> readTable(std::string_view text);

/// The first row that fits.
const Row* rowFor(const std::vector<Row>& table, std::string_view vendor, std::string_view device);

} // namespace xpu::accelerators
