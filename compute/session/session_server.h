#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace xpu::session {

/// Who is at the other end, as the kernel says (SO_PEERCRED).
struct Peer {
    std::uint32_t uid = 0;
    std::int32_t pid = 0;
};

using Reply = std::function<void(std::string)>;
/// Called on the server's thread; must not block. `reply` may be called later, on any thread, once.
using Handler = std::function<void(Peer, std::string request, Reply reply)>;

/// The socket of a data folder's owner: framed messages over a Unix stream socket, from processes
/// of the same user or root only. A slow, silent or hostile client costs itself, nobody else: at
/// most 64 clients, 16 MiB a message, 256 requests under way and 64 MiB unread answers a client.
class SessionServer {
public:
    /// Listens at `path`, replacing a stale socket file; its folder must exist and be the user's.
    /// Call only while holding the data folder's lock. Errc::Io, Errc::InvalidInput (path too long)
    static Result<std::unique_ptr<SessionServer>> listen(const std::string& path, Handler handler);
    /// Ends the thread, closes every client, removes the socket file.
    ~SessionServer();
    SessionServer(const SessionServer&) = delete;
    SessionServer& operator=(const SessionServer&) = delete;

private:
    class Loop;
    SessionServer(std::string path, std::unique_ptr<Loop> loop);

    std::string path_;
    std::unique_ptr<Loop> loop_;
    std::thread thread_;
};

} // namespace xpu::session
