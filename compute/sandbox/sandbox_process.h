#pragma once

#include "compute/posix/unique_fd.h"
#include "core/base/result.h"

#include <sys/types.h>

#include <string>
#include <vector>

namespace xpu::sandbox {

/// Where frozen files begin among the descriptors of a new bubblewrap; they follow one another.
inline constexpr int kFirstFrozenFd = 6;

/// A running bubblewrap with its ends of the pipes. The destructor kills and reaps it.
class SandboxProcess {
public:
    /// @param arguments  bubblewrap's options
    /// @param spec       for xpu-worker, encoded
    /// @param frozen     descriptors that bubblewrap sees from kFirstFrozenFd on
    /// @param words      xpu-worker's own arguments
    /// Errc::Io when the system refuses pipes or the process
    static Result<SandboxProcess> start(const std::string& bwrap,
                                        const std::vector<std::string>& arguments,
                                        const std::string& spec, const std::vector<int>& frozen,
                                        const std::vector<std::string>& words = {});
    SandboxProcess() = default;
    SandboxProcess(SandboxProcess&& other) noexcept;
    SandboxProcess& operator=(SandboxProcess&&) = delete;
    ~SandboxProcess();

    int output() const { return output_.get(); }   ///< stdout and stderr; non-blocking
    int reports() const { return reports_.get(); } ///< non-blocking
    int exited() const { return pidfd_.get(); }    ///< readable once the process has ended
    void endOutput() { output_.reset(); }
    void endReports() { reports_.reset(); }
    /// Asks the runner to end everything and still report.
    void askToEnd() { control_.reset(); }
    /// Kills bubblewrap and with it the whole sandbox.
    void kill() const;
    /// Waits for the end; the wait status.
    int wait();

private:
    pid_t pid_ = -1;
    UniqueFd pidfd_;
    UniqueFd output_;
    UniqueFd reports_;
    UniqueFd control_;
};

} // namespace xpu::sandbox
