#pragma once

#include "compute/sandbox/sandbox_options.h"
#include "core/device/device.h"

#include <memory>
#include <string>

namespace xpu::sandbox {

/// Whether commands can be isolated here. Tries one, once: namespaces may be off.
struct Availability {
    bool available = false;
    std::string reason; ///< for people when not available (E603)
};
Availability sandboxAvailable(const SandboxOptions& options);

/// The device `sandbox`: commands under bubblewrap, several at once. Unusable, with the reason,
/// where sandboxAvailable() says so.
std::unique_ptr<Device> makeSandboxDevice(SandboxOptions options);

} // namespace xpu::sandbox
