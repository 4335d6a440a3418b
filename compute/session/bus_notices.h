#pragma once

#include "compute/session/bus_mail.h"
#include "compute/session/bus_ptr.h"

#include <cstdint>
#include <deque>
#include <memory>

namespace xpu::session {

/// Shows notices through org.freedesktop.Notifications, one at a time, and hears what is chosen.
/// The server is asked each time what it can do: desktops replace it while programs run.
/// Lives on the bus's thread and never waits.
class BusNotices {
public:
    BusNotices(sd_bus* bus, std::shared_ptr<BusMail> mail) : bus_(bus), mail_(std::move(mail)) {}

    int listen();
    void show(Notice notice);

private:
    static int onCapabilities(sd_bus_message* reply, void* self, sd_bus_error* error);
    static int onShown(sd_bus_message* reply, void* self, sd_bus_error* error);
    static int onAction(sd_bus_message* signal, void* self, sd_bus_error* error);
    static int onClosed(sd_bus_message* signal, void* self, sd_bus_error* error);

    void askServer();
    void send(const Notice& notice, bool actions, bool markup);
    void next();

    sd_bus* bus_;
    std::shared_ptr<BusMail> mail_;
    std::deque<Notice> waiting_;
    bool asking_ = false;
    std::uint32_t shown_ = 0; ///< the server's number of the last one while it may be replaced
};

} // namespace xpu::session
