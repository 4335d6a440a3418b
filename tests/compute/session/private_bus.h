#pragma once

#include "compute/session/bus_ptr.h"
#include "tests/support/spawned_program.h"

#include <functional>
#include <optional>
#include <string>

namespace xpu::test {

/// A session bus of this test's own.
class PrivateBus {
public:
    PrivateBus();
    const std::string& address() const { return address_; }
    void stop() { daemon_.reset(); }
    session::BusPtr connect() const;

private:
    std::optional<SpawnedProgram> daemon_;
    std::string address_;
};

/// Processes what comes in until `done` says so; false when that takes too long.
bool processUntil(sd_bus* bus, const std::function<bool()>& done);

} // namespace xpu::test
