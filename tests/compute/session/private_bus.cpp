#include "tests/compute/session/private_bus.h"

#include <QElapsedTimer>

namespace xpu::test {

PrivateBus::PrivateBus()
{
    daemon_.start(QStringLiteral("dbus-daemon"),
                  {QStringLiteral("--session"), QStringLiteral("--nofork"),
                   QStringLiteral("--print-address=1")});
    while (daemon_.waitForReadyRead(20'000) && !daemon_.canReadLine()) {
    }
    address_ = daemon_.readLine().trimmed().toStdString();
}

void PrivateBus::stop()
{
    daemon_.kill();
    daemon_.waitForFinished();
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
