#pragma once

#include "compute/kernels/isolated_worker.h"
#include "core/device/device.h"

#include <memory>
#include <vector>

namespace xpu::kernels {

/// How long jobs may take that name no time of their own.
struct KernelTimes {
    Seconds compile{30};
    Seconds run{120};
};

/// A device that runs kernels of users in a worker of its own and hands values over through shared
/// memory. It stands beside the device whose hardware it uses.
/// @param base   that device
/// @param place  how the worker finds it
/// @param peers  devices of the same language that results may be compared with
std::unique_ptr<Device> makeKernelDevice(const DeviceInfo& base, WorkerPlace place,
                                         std::vector<WorkerPlace> peers,
                                         const sandbox::SandboxOptions& options,
                                         KernelTimes times = {});

/// One for each of these devices that takes kernels.
std::vector<std::unique_ptr<Device>> kernelDevices(const std::vector<DeviceInfo>& devices,
                                                   const sandbox::SandboxOptions& options);

} // namespace xpu::kernels
