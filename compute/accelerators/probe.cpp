#include "compute/accelerators/probe.h"

#include "compute/accelerators/table.h"
#include "compute/launch/launch_device.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace xpu::accelerators {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kProcessingAccelerator = "1200"; ///< PCI class and subclass

/// What the kernel says of one device.
struct Seen {
    std::string place; ///< "0000:00:0b.0"
    std::string vendor;
    std::string device;
    std::string pciClass;
    std::string kernelDriver; ///< empty when none is bound
};

/// A number of sysfs without its "0x".
std::string hexOf(const fs::path& file)
{
    std::ifstream in(file);
    std::string text;
    in >> text;
    return text.starts_with("0x") ? text.substr(2) : text;
}

Seen seenAt(const fs::path& device)
{
    std::error_code failed;
    const fs::path place = fs::weakly_canonical(device, failed);
    const fs::path driver = fs::read_symlink(device / "driver", failed);
    return {failed && place.empty() ? device.filename().string() : place.filename().string(),
            hexOf(device / "vendor"), hexOf(device / "device"), hexOf(device / "class"),
            driver.filename().string()};
}

/// Entries of a folder in the order of their names; none when there is no such folder.
std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> all;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
        all.push_back(it->path());
    std::sort(all.begin(), all.end());
    return all;
}

DeviceInfo describe(const Seen& seen, const Row* row, std::size_t index)
{
    DeviceInfo info;
    info.id = "accel:" + std::to_string(index);
    info.driver = "accel";
    info.kind = row != nullptr ? row->kind : DeviceClass::Npu;
    const std::string numbers = seen.vendor.empty() ? seen.place : seen.vendor + ":" + seen.device;
    info.friendlyName = row != nullptr ? row->name : "Accelerator " + numbers;
    info.sharesHostMemory = false;
    info.inOrder = true;
    info.unusableReason =
        "found as " + numbers + " at " + seen.place + ", "
        + (seen.kernelDriver.empty() ? std::string("without a driver of the kernel")
                                     : "with the kernel's driver " + seen.kernelDriver)
        + "; it takes work through "
        + (row != nullptr ? row->needs : std::string("its maker's driver"));
    return info;
}

/// Beside the program, as its samples are: ../share/xpu-optimizer.
std::string installedTable()
{
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (failed)
        return {};
    return (program.parent_path().parent_path() / "share/xpu-optimizer/accelerators.txt").string();
}

} // namespace

std::vector<DeviceInfo> find(const std::string& sysfs, const std::string& tableFile)
{
    std::ifstream file(tableFile);
    const std::vector<Row> table = readTable(std::string{std::istreambuf_iterator<char>(file), {}});
    std::vector<DeviceInfo> found;
    std::set<std::string> places; // one device is in both trees when the kernel has its driver
    const auto add = [&](const Seen& seen, const Row* row) {
        if (places.insert(seen.place).second)
            found.push_back(describe(seen, row, found.size()));
    };
    for (const fs::path& entry : entriesOf(fs::path(sysfs) / "bus/pci/devices")) {
        const Seen seen = seenAt(entry);
        const Row* row = rowFor(table, seen.vendor, seen.device);
        if (row != nullptr || seen.pciClass.starts_with(kProcessingAccelerator))
            add(seen, row);
    }
    for (const fs::path& entry : entriesOf(fs::path(sysfs) / "class/accel")) {
        const Seen seen = seenAt(entry / "device");
        add(seen, rowFor(table, seen.vendor, seen.device));
    }
    return found;
}

std::vector<std::unique_ptr<Device>> probe()
{
    std::vector<std::unique_ptr<Device>> devices;
    for (DeviceInfo& info : find("/sys", installedTable()))
        devices.push_back(
            std::make_unique<launch::LaunchDevice>(nullptr, std::move(info), Bytes(), "xpu accel"));
    return devices;
}

} // namespace xpu::accelerators
