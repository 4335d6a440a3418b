#include "compute/session/session_client.h"

#include "compute/session/address.h"
#include "core/base/clock.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace xpu::session {
namespace {

Seconds now() { return SystemClock().now(); }

tl::unexpected<Error> gone() { return fail(Errc::Io, "the owner of the data folder went away"); }

bool isPassing(int error) { return error == EAGAIN || error == EINTR; }

} // namespace

Result<std::unique_ptr<SessionClient>> SessionClient::connect(const std::string& path)
{
    const auto address = addressOf(path);
    if (!address)
        return tl::unexpected(address.error());
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket)
        return fail(Errc::Io, path + ": no socket");
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address)
        != 0) {
        const bool nobody = errno == ENOENT || errno == ECONNREFUSED;
        return fail(nobody ? Errc::NotFound : errno == EACCES ? Errc::Permission : Errc::Io, path);
    }
    return std::unique_ptr<SessionClient>(new SessionClient(std::move(socket)));
}

Result<void> SessionClient::waitFor(short events, Seconds deadline) const
{
    pollfd watched{socket_.get(), events, 0};
    while (true) {
        const double left = std::clamp((deadline - now()).count(), 0.0, 1e6);
        const int ready = ::poll(&watched, 1, static_cast<int>(left * 1000));
        if (ready > 0)
            return {};
        if (ready < 0 && errno != EINTR)
            return gone();
        if (now() >= deadline)
            return fail(Errc::Timeout, "no answer from the owner of the data folder");
    }
}

Result<std::string> SessionClient::request(const std::string& message, Seconds timeout)
{
    if (message.size() > kMaxFrame)
        return fail(Errc::InvalidInput, "request too large");
    const Seconds deadline = now() + timeout;
    std::string out = frame(message);
    while (!out.empty()) {
        if (auto ready = waitFor(POLLOUT, deadline); !ready)
            return tl::unexpected(ready.error());
        const ssize_t sent =
            ::send(socket_.get(), out.data(), out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && !isPassing(errno))
            return gone();
        out.erase(0, static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    }
    std::vector<char> buffer(65536);
    while (true) {
        if (auto answer = in_.next())
            return *std::move(answer);
        if (in_.isBroken())
            return fail(Errc::Corrupt, "answer too large");
        if (auto ready = waitFor(POLLIN, deadline); !ready)
            return tl::unexpected(ready.error());
        const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got == 0 || (got < 0 && !isPassing(errno)))
            return gone();
        in_.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    }
}

} // namespace xpu::session
