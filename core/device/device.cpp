#include "core/device/device.h"

#include <array>

namespace xpu {

std::string_view nameOf(DeviceClass c)
{
    constexpr std::array<std::string_view, 6> kNames = {"host", "cpu",  "gpu",
                                                        "npu",  "fpga", "cluster"};
    return kNames[static_cast<std::size_t>(c)];
}

} // namespace xpu
