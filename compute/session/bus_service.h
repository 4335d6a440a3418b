#pragma once

#include "compute/session/session_server.h"
#include "core/engine/notice.h"
#include "core/engine/snapshot.h"

#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace xpu::session {

/// The id of the .desktop file, by which desktops know the window, is its name on the bus.
inline constexpr const char* kBusName = "org.xpu_optimizer.ControlCenter";
inline constexpr const char* kBusPath = "/org/xpu_optimizer/ControlCenter";
inline constexpr const char* kBusInterface = "org.xpu_optimizer.ControlCenter1";

struct BusParts {
    Handler handler; ///< answers the socket's requests; see core/engine/service.h
    std::function<std::shared_ptr<const Snapshot>()> snapshot;
    std::string address; ///< empty = the bus of the user's session
};

/// The owner of a data folder on the session bus: requests of the socket in the clothes of D-Bus,
/// signals for what happens in the queue, and notifications for the person in front of it. Serves
/// processes of the same user or root only. A bus that goes away ends the service and nothing else.
class BusService {
public:
    /// Errc::NotFound without a session bus, Errc::Busy when another process has the name,
    /// Errc::Unsupported when this program was built without libsystemd.
    static Result<std::unique_ptr<BusService>> join(BusParts parts);
    ~BusService();
    BusService(const BusService&) = delete;
    BusService& operator=(const BusService&) = delete;

    /// To be called after each publication; thread-safe, returns at once, may outlive the service.
    std::function<void()> onPublished() const;
    /// Thread-safe, returns at once. Nothing is shown where nobody shows notifications.
    std::function<void(Notice)> notifier() const;
    /// `hook` is called on the bus's thread with the key of the action a person chose.
    void onAction(std::function<void(std::string)> hook) const;

private:
    class Loop;
    explicit BusService(std::unique_ptr<Loop> loop);

    std::unique_ptr<Loop> loop_;
    std::thread thread_;
};

} // namespace xpu::session
