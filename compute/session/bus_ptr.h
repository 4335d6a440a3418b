#pragma once

#include <systemd/sd-bus.h>

#include <memory>

namespace xpu::session {

struct BusUnref {
    void operator()(sd_bus* bus) const { sd_bus_close_unref(bus); }
    void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
    void operator()(sd_bus_creds* creds) const { sd_bus_creds_unref(creds); }
};
using BusPtr = std::unique_ptr<sd_bus, BusUnref>;
using MessagePtr = std::unique_ptr<sd_bus_message, BusUnref>;
using CredsPtr = std::unique_ptr<sd_bus_creds, BusUnref>;

} // namespace xpu::session
