#include "compute/opencl/probe.h"

#include "compute/launch/launch_device.h"
#include "compute/opencl/device_info.h"
#include "compute/opencl/opencl_driver.h"
#include "core/settings/places.h"

#include <filesystem>

namespace xpu::opencl {

namespace {

constexpr const char* kThreadName = "xpu opencl";

std::vector<std::unique_ptr<Device>> unusable(std::string reason)
{
    std::vector<std::unique_ptr<Device>> only;
    only.push_back(std::make_unique<launch::LaunchDevice>(
        nullptr, describeMissing(std::move(reason)), Bytes(), kThreadName));
    return only;
}

/// Beside the program, as its samples are: ../share/xpu-optimizer.
std::string installedFile()
{
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (failed)
        return {};
    return (program.parent_path().parent_path() / "share/xpu-optimizer/opencl-devices.txt")
        .string();
}

} // namespace

std::vector<std::unique_ptr<Device>> probe()
{
    const Places where = places(processEnvironment());
    Options options;
    options.cacheFolder = where.cache + "/opencl";
    options.userTable = where.config + "/opencl-devices.txt";
    options.installedTable = installedFile();
    return probeWith("libOpenCL.so.1", options);
}

std::vector<std::unique_ptr<Device>> probeWith(const char* loader, const Options& options)
{
    auto api = openLoader(loader);
    if (!api)
        return unusable("no OpenCL loader on this machine (" + api.error().context + ")");
    if (options.patch)
        options.patch(*api);
    const auto found = findDevices(*api);
    if (!found)
        return unusable("no OpenCL driver on this machine (" + found.error().context + ")");
    if (found->empty())
        return unusable("no OpenCL device on this machine (CL_DEVICE_NOT_FOUND)");
    const DeviceTable table = deviceTable(options.userTable, options.installedTable);
    std::vector<std::unique_ptr<Device>> devices;
    for (std::size_t i = 0; i < found->size(); ++i) {
        Traits traits = readTraits(*api, (*found)[i]);
        DeviceInfo info = describe(traits, table, i);
        devices.push_back(std::make_unique<launch::LaunchDevice>(
            std::make_unique<OpenclDriver>(*api, (*found)[i], std::move(traits), options),
            std::move(info), options.memoryLimit, kThreadName));
    }
    return devices;
}

} // namespace xpu::opencl
