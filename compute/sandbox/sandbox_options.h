#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace xpu::sandbox {

/// What the composition root knows and a task file must not decide.
struct SandboxOptions {
    /// Never visible to a command, even beneath a folder bound for it: the data folder, the socket
    /// folder, the settings. Keys and passwords of the home folder are hidden without being named.
    std::vector<std::string> hidden;
    std::uint64_t maxProcesses = 512;   ///< of one command with all its children
    std::uint64_t logLimit = 16u << 20; ///< bytes of captured output kept in the log
    std::string bwrap;                  ///< empty = the one of the system
    std::string worker; ///< empty = xpu-worker beside this executable, ../libexec, then PATH
};

/// Path of bubblewrap, or empty.
std::string findBwrap(const SandboxOptions& options);
/// Path of xpu-worker, or empty.
std::string findWorker(const SandboxOptions& options);

} // namespace xpu::sandbox
