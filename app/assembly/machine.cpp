#include "app/assembly/machine.h"

#include "compute/drivers.h"
#include "compute/kernels/kernel_device.h"
#include "compute/sandbox/sandbox_device.h"

namespace xpu::assembly {

Machine probeMachine(const std::vector<std::string>& hidden)
{
    Machine machine;
    machine.devices = probeDevices();
    sandbox::SandboxOptions options;
    options.hidden = hidden;
    machine.devices.push_back(sandbox::makeSandboxDevice(options));
    machine.sandboxAvailable = machine.devices.back()->info().unusableReason.empty();
    if (!machine.sandboxAvailable)
        return machine;
    std::vector<DeviceInfo> infos;
    for (const auto& device : machine.devices)
        infos.push_back(device->info());
    for (auto& device : kernels::kernelDevices(infos, options))
        machine.devices.push_back(std::move(device));
    return machine;
}

} // namespace xpu::assembly
