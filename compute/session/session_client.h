#pragma once

#include "compute/posix/unique_fd.h"
#include "compute/session/frame_buffer.h"
#include "core/base/result.h"
#include "core/base/units.h"

#include <memory>
#include <string>

namespace xpu::session {

/// One connection to an owner's socket. Blocking; one request at a time.
class SessionClient {
public:
    /// Errc::NotFound when nobody listens at `path`, Errc::Permission when it is not ours to use.
    static Result<std::unique_ptr<SessionClient>> connect(const std::string& path);

    /// Sends one message and waits for one. Errc::Timeout, Errc::Io (the owner went away)
    Result<std::string> request(const std::string& message, Seconds timeout);

private:
    explicit SessionClient(UniqueFd socket) : socket_(std::move(socket)) {}
    Result<void> waitFor(short events, Seconds deadline) const;

    UniqueFd socket_;
    FrameBuffer in_;
};

} // namespace xpu::session
