#include "compute/host/probe.h"

#include "compute/host/host_device.h"

namespace xpu::host {

std::vector<std::unique_ptr<Device>> probe()
{
    std::vector<std::unique_ptr<Device>> devices;
    devices.push_back(std::make_unique<HostDevice>());
    return devices;
}

} // namespace xpu::host
