#include "compute/session/session_server.h"

#include "compute/session/address.h"
#include "compute/session/frame_buffer.h"
#include "compute/session/outbox.h"
#include "core/base/named_thread.h"
#include "core/base/thread_role.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace xpu::session {
namespace {

constexpr std::size_t kMaxClients = 64;
constexpr std::size_t kMaxUnread = std::size_t{64} << 20;
constexpr int kMaxUnderWay = 256;

struct Client {
    UniqueFd socket;
    Peer peer;
    FrameBuffer in;
    std::string out;
    int underWay = 0;
};

std::optional<Peer> peerOf(int socket)
{
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return std::nullopt;
    return Peer{credentials.uid, credentials.pid};
}

bool mayTalk(const Peer& peer) { return peer.uid == geteuid() || peer.uid == 0; }

/// Sends what the socket takes; false when the client is gone.
bool flush(Client& client)
{
    while (!client.out.empty()) {
        const ssize_t sent = ::send(client.socket.get(), client.out.data(), client.out.size(),
                                    MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0)
            return errno == EAGAIN || errno == EINTR;
        client.out.erase(0, static_cast<std::size_t>(sent));
    }
    return true;
}

} // namespace

class SessionServer::Loop {
public:
    Loop(UniqueFd listener, Handler handler)
        : listener_(std::move(listener)),
          handler_(std::move(handler)),
          outbox_(std::make_shared<Outbox>()),
          buffer_(65536)
    {}

    void run()
    {
        role_.bind();
        while (!stop_) {
            std::vector<pollfd> watched = {{listener_.get(), POLLIN, 0},
                                           {outbox_->wakeFd(), POLLIN, 0}};
            std::vector<std::uint64_t> ids;
            for (const auto& [id, client] : clients_) {
                watched.push_back(
                    {client.socket.get(),
                     static_cast<short>(client.out.empty() ? POLLIN : POLLIN | POLLOUT), 0});
                ids.push_back(id);
            }
            if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR)
                return;
            deliverAnswers();
            for (std::size_t i = 0; i < ids.size(); ++i)
                serve(ids[i], watched[i + 2].revents);
            if (watched[0].revents != 0)
                acceptClient();
        }
    }

    void stop()
    {
        stop_ = true;
        outbox_->ring();
    }

private:
    void acceptClient() XPU_REQUIRES(role_)
    {
        UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!socket)
            return;
        const auto peer = peerOf(socket.get());
        if (!peer || !mayTalk(*peer) || clients_.size() >= kMaxClients)
            return;
        Client& client = clients_[nextId_++];
        client.socket = std::move(socket);
        client.peer = *peer;
    }

    void deliverAnswers() XPU_REQUIRES(role_)
    {
        for (const auto& [id, answer] : outbox_->take()) {
            const auto found = clients_.find(id);
            if (found == clients_.end())
                continue;
            Client& client = found->second;
            client.out += frame(answer);
            --client.underWay;
            if (!flush(client) || client.out.size() > kMaxUnread)
                clients_.erase(found);
        }
    }

    void serve(std::uint64_t id, short events) XPU_REQUIRES(role_)
    {
        const auto found = clients_.find(id);
        if (events == 0 || found == clients_.end())
            return;
        const bool writable = (events & POLLOUT) == 0 || flush(found->second);
        const bool readable =
            (events & (POLLIN | POLLHUP | POLLERR)) == 0 || receive(id, found->second);
        if (!writable || !readable)
            clients_.erase(found);
    }

    bool receive(std::uint64_t id, Client& client) XPU_REQUIRES(role_)
    {
        const ssize_t got = ::recv(client.socket.get(), buffer_.data(), buffer_.size(), 0);
        if (got < 0)
            return errno == EAGAIN || errno == EINTR;
        if (got == 0)
            return false;
        client.in.append(buffer_.data(), static_cast<std::size_t>(got));
        while (true) {
            auto request = client.in.next();
            if (!request)
                break;
            if (++client.underWay > kMaxUnderWay)
                return false;
            handler_(client.peer, std::move(*request), [outbox = outbox_, id](std::string answer) {
                outbox->post(id, std::move(answer));
            });
        }
        return !client.in.isBroken();
    }

    UniqueFd listener_;
    Handler handler_;
    std::shared_ptr<Outbox> outbox_;
    std::atomic<bool> stop_{false};

    ThreadRole role_; ///< the server's thread
    std::vector<char> buffer_ XPU_GUARDED_BY(role_);
    std::map<std::uint64_t, Client> clients_ XPU_GUARDED_BY(role_);
    std::uint64_t nextId_ XPU_GUARDED_BY(role_) = 1;
};

Result<std::unique_ptr<SessionServer>> SessionServer::listen(const std::string& path,
                                                             Handler handler)
{
    const auto address = addressOf(path);
    if (!address)
        return tl::unexpected(address.error());
    UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    // Whoever holds the folder's lock is the owner, so a socket file that is there already is stale.
    ::unlink(path.c_str());
    if (!listener
        || ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address)
               != 0
        || ::chmod(path.c_str(), 0600) != 0 || ::listen(listener.get(), SOMAXCONN) != 0)
        return fail(Errc::Io, path);
    auto loop = std::make_unique<Loop>(std::move(listener), std::move(handler));
    return std::unique_ptr<SessionServer>(new SessionServer(path, std::move(loop)));
}

SessionServer::SessionServer(std::string path, std::unique_ptr<Loop> loop)
    : path_(std::move(path)),
      loop_(std::move(loop)),
      thread_(namedThread("xpu socket", [this] { loop_->run(); }))
{}

SessionServer::~SessionServer()
{
    loop_->stop();
    thread_.join();
    ::unlink(path_.c_str());
}

} // namespace xpu::session
