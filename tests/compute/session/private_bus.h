#pragma once

#include "compute/session/bus_ptr.h"

#include <QProcess>

#include <functional>
#include <string>

namespace xpu::test {

/// A session bus of this test's own.
class PrivateBus {
public:
    PrivateBus();
    ~PrivateBus() { stop(); }
    const std::string& address() const { return address_; }
    void stop();
    session::BusPtr connect() const;

private:
    QProcess daemon_;
    std::string address_;
};

/// Processes what comes in until `done` says so; false when that takes too long.
bool processUntil(sd_bus* bus, const std::function<bool()>& done);

} // namespace xpu::test
