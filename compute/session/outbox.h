#pragma once

#include "compute/posix/unique_fd.h"
#include "core/base/mutex.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace xpu::session {

/// Answers on their way back to the server's loop, from any thread. Shared with whoever may still
/// reply, so that it outlives the server.
class Outbox {
public:
    using Answers = std::vector<std::pair<std::uint64_t, std::string>>; ///< client, answer

    /// Readable when there is something to take.
    int wakeFd() const { return wake_.get(); }
    void ring()
    {
        const std::uint64_t one = 1;
        // A full counter means that the loop is already due to wake up.
        [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof one);
    }
    void post(std::uint64_t client, std::string answer)
    {
        {
            const MutexLock lock(mutex_);
            answers_.emplace_back(client, std::move(answer));
        }
        ring();
    }
    Answers take()
    {
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t got = ::read(wake_.get(), &count, sizeof count);
        const MutexLock lock(mutex_);
        return std::exchange(answers_, {});
    }

private:
    Mutex mutex_;
    Answers answers_ XPU_GUARDED_BY(mutex_);
    UniqueFd wake_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
};

} // namespace xpu::session
