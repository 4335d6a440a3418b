#pragma once

#include "compute/sandbox/attendant.h"
#include "compute/sandbox/sandbox_options.h"
#include "core/device/device.h"

#include <string>
#include <vector>

namespace xpu::sandbox {

/// One command from pinned files to settled outputs. Blocks the calling thread, which must not end
/// before: the kernel kills the sandbox together with the thread that made it.
class CommandRun {
public:
    /// @param cancelFd  an eventfd; readable = end the command
    CommandRun(const Launch& launch, const CommandWork& work, const SandboxOptions& options,
               int cancelFd, RunListener listener);

    /// Never throws; the error is in the completion.
    Completion run();

private:
    struct Sandbox;
    tl::expected<Sandbox, LaunchError> prepare() const;
    /// Frozen files and bubblewrap's options.
    tl::expected<void, LaunchError> fillIn(Sandbox& sandbox, const std::string& worker) const;
    tl::expected<void, LaunchError> makeRoomForOutputs() const;
    std::string workerSpec() const;
    tl::expected<Completion, LaunchError> attend(const Sandbox& sandbox);

    const Launch& launch_;
    const CommandWork& work_;
    const SandboxOptions& options_;
    const int cancelFd_;
    const RunListener listener_;
    const std::vector<std::string> roots_; ///< folders the command may write
};

} // namespace xpu::sandbox
