#pragma once

#include "core/base/result.h"
#include "core/device/device.h"

#include <string>
#include <vector>

namespace xpu::sandbox {

/// Where the runner is found inside the sandbox.
inline constexpr const char* kWorkerInside = "/run/xpu-worker";

/// A file whose exact bytes stand at `path` inside, whatever happens to the file outside.
struct FrozenFile {
    std::string path;
    int fd = -1; ///< as bubblewrap will see it
    bool executable = false;
};

struct SandboxView {
    std::string folder;               ///< becomes the current directory
    std::vector<std::string> granted; ///< read-write as well
    std::vector<std::string> hidden;  ///< covered where they lie beneath a bound folder
    std::vector<FrozenFile> frozen;
    std::string worker; ///< path outside
    bool network = false;
    std::string home; ///< of the user; keys beneath it stay covered
};

/// bubblewrap's options, without its program name and without the command.
/// Errc::NotFound (a folder does not exist), Errc::Permission (a folder no command may be given)
Result<std::vector<std::string>> bwrapArguments(const SandboxView& view);

/// bubblewrap's options for a worker that opens a device: the device files and what drivers read
/// about them, caches of its own, no folder of anybody and no network.
std::vector<std::string> kernelWorkerArguments(const std::string& worker,
                                               const char* const* environment);

/// The environment of a command: an allow-list of harmless names from `outer` plus `own`.
std::vector<std::string> commandEnvironment(const char* const* outer,
                                            const std::map<std::string, std::string>& own,
                                            int threads);

} // namespace xpu::sandbox
