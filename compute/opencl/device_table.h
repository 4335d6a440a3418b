#pragma once

#include "core/device/device.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xpu::opencl {

/// What a device counts as, by the first row of the table that fits.
struct DeviceRow {
    std::string vendor; ///< part of the vendor's name or the platform's; "*" fits all
    std::string name;   ///< part of the device's name; "*" fits all
    DeviceClass kind = DeviceClass::Fpga;
    std::string label; ///< "emulated" where a device stands for another kind, else empty
};

/// Rows `kind | vendor | name [| label]`, one a line; '#' begins a comment. Lines that are none of
/// this go to `bad`, so that a slip of the pen loses one row and not the devices.
struct DeviceTable {
    std::vector<DeviceRow> rows;
    std::vector<std::string> bad; ///< "devices.txt:3: ..."
};
DeviceTable readDeviceTable(std::string_view text, const std::string& fileName);

/// The user's table, then the one that is installed.
DeviceTable deviceTable(const std::string& userFile, const std::string& installedFile);

/// The first row that fits; letters of both cases are the same.
const DeviceRow* rowFor(const DeviceTable& table, std::string_view vendor,
                        std::string_view platform, std::string_view name);

} // namespace xpu::opencl
