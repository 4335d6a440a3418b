#include "app/assembly/machine.h"

#include "compute/drivers.h"
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
    return machine;
}

} // namespace xpu::assembly
