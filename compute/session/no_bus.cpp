#include "compute/session/bus_service.h"

namespace xpu::session {

/// Takes the place of the service where libsystemd was not there to build it.
class BusService::Loop {};

Result<std::unique_ptr<BusService>> BusService::join(BusParts)
{
    return fail(Errc::Unsupported, "this program was built without libsystemd");
}

BusService::BusService(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
BusService::~BusService() = default;
std::function<void()> BusService::onPublished() const
{
    return [] {};
}
std::function<void(Notice)> BusService::notifier() const { return {}; }
void BusService::onAction(std::function<void(std::string)>) const {}

} // namespace xpu::session
