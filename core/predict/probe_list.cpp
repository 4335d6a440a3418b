#include "core/predict/probe_list.h"

#include "core/predict/fingerprint.h"

#include <algorithm>

namespace xpu {
namespace {

/// Files are not probed, what they cost is the disk's mood of the day; commands cannot be.
bool runsOperators(const DeviceInfo& device)
{
    return device.kind != DeviceClass::Host && device.driver != "sandbox" && !runsKernels(device)
           && device.unusableReason.empty();
}

const PastProbe* find(std::span<const PastProbe> past, const std::string& fingerprint,
                      const std::string& operation, std::uint32_t size)
{
    const auto at = std::find_if(past.begin(), past.end(), [&](const PastProbe& p) {
        return p.size == size && p.run.operation == operation && p.run.device == fingerprint;
    });
    return at == past.end() ? nullptr : &*at;
}

} // namespace

std::vector<WantedProbe> wantedProbes(const OperatorCatalog& catalog,
                                      const std::vector<DeviceInfo>& devices,
                                      std::span<const PastProbe> past)
{
    std::vector<WantedProbe> wanted;
    for (std::size_t d = 0; d < devices.size(); ++d) {
        if (!runsOperators(devices[d]))
            continue;
        const std::string fingerprint = fingerprintOf(devices[d]);
        for (const std::string_view name : catalog.names()) {
            const OperatorInfo* op = catalog.find(name);
            if (op == nullptr || op->host)
                continue;
            for (std::uint32_t size = 0; size < op->probes.size(); ++size) {
                const PastProbe* known = find(past, fingerprint, op->name, size);
                const std::uint32_t tries = known == nullptr ? 0 : known->tries;
                if (known == nullptr || (!known->measured && tries < kMostProbeTries))
                    wanted.push_back({DeviceIndex(static_cast<std::uint16_t>(d)), op, size, tries});
            }
        }
    }
    return wanted;
}

} // namespace xpu
