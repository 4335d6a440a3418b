#include "tests/compute/session/private_bus.h"

#include "compute/posix/unique_fd.h"

#include <QElapsedTimer>

#include <array>

namespace xpu::test {

PrivateBus::PrivateBus()
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0)
        return;
    const UniqueFd from(ends[0]);
    UniqueFd to(ends[1]); // the daemon's own copy stays: it says there where it listens
    daemon_.emplace("/usr/bin/dbus-daemon",
                    std::vector<std::string>{"--session", "--nofork",
                                             "--print-address=" + std::to_string(to.get())});
    to.reset();
    char letter = 0;
    while (::read(from.get(), &letter, 1) == 1 && letter != '\n')
        address_ += letter;
}

session::BusPtr PrivateBus::connect() const
{
    sd_bus* made = nullptr;
    sd_bus_new(&made);
    session::BusPtr bus(made);
    if (sd_bus_set_address(made, address_.c_str()) < 0 || sd_bus_set_bus_client(made, 1) < 0
        || sd_bus_start(made) < 0)
        return nullptr;
    return bus;
}

bool processUntil(sd_bus* bus, const std::function<bool()>& done)
{
    QElapsedTimer patience;
    patience.start();
    while (!done()) {
        const int status = sd_bus_process(bus, nullptr);
        if (status < 0 || patience.hasExpired(20'000))
            return false;
        if (status == 0)
            sd_bus_wait(bus, 20'000);
    }
    return true;
}

} // namespace xpu::test
