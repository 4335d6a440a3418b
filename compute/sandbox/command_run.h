#pragma once

#include "compute/sandbox/sandbox_options.h"
#include "core/device/device.h"

#include <functional>
#include <string>

namespace xpu::sandbox {

/// One command from pinned files to settled outputs. Blocks the calling thread, which must not end
/// before: the kernel kills the sandbox together with the thread that made it.
class CommandRun {
public:
    struct Listener {
        std::function<void(double percent)> progress;
        std::function<void(Bytes now)> memory;
    };

    /// @param cancelFd  an eventfd; readable = end the command
    CommandRun(const Launch& launch, const CommandWork& work, const SandboxOptions& options,
               int cancelFd, Listener listener);

    /// Never throws; the error is in the completion.
    Completion run();

private:
    Completion failed(Errc code, std::string message, std::string errorCode = {}) const;

    const Launch& launch_;
    const CommandWork& work_;
    const SandboxOptions& options_;
    int cancelFd_;
    Listener listener_;
};

} // namespace xpu::sandbox
