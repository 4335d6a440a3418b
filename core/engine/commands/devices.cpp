#include "core/engine/commands/apply.h"

#include <algorithm>

namespace xpu::commands {

using wording::filled;
using wording::translated;

Result<Change> apply(const Desk& desk, const command::SetThreadBudget& c)
{
    if (c.threads < 0)
        return fail(Errc::InvalidInput,
                    translated(XPU_TR("queue", "a thread budget cannot be negative")));
    const int before = desk.state.threadBudget;
    desk.runner.setThreadBudget(c.threads);
    return Change{{}, command::SetThreadBudget{before}, {}};
}

Result<Change> apply(const Desk& desk, const command::Snooze& c)
{
    const auto slot =
        std::find_if(desk.state.devices.begin(), desk.state.devices.end(),
                     [&](const DeviceSlot& s) { return s.device->info().id == c.device; });
    if (slot == desk.state.devices.end())
        return fail(Errc::NotFound,
                    filled(XPU_TR("queue", "no device {device}"), {{"device", c.device}}));
    if (slot->host)
        return fail(Errc::InvalidInput,
                    translated(XPU_TR("queue", "every device needs the host for its files")));
    if (c.untilUtcMicros != 0 && c.untilUtcMicros <= desk.state.clock.utcMicros())
        return fail(Errc::InvalidInput, translated(XPU_TR("queue", "that time has passed")));
    Change change;
    change.inverse = command::Snooze{c.device, slot->snoozedUntilUtcMicros};
    slot->snoozedUntilUtcMicros = c.untilUtcMicros;
    if (c.untilUtcMicros != 0)
        desk.runner.spare(
            DeviceIndex(static_cast<std::uint16_t>(slot - desk.state.devices.begin())));
    change.records.emplace_back(history::DeviceSnoozed{c.device, c.untilUtcMicros});
    return change;
}

Result<Change> apply(const Desk& desk, const command::Measure&)
{
    desk.state.measureSoon = true;
    return Change{};
}

} // namespace xpu::commands
