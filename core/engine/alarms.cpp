#include "core/engine/alarms.h"

#include "core/engine/commands/desk.h"

#include <algorithm>

namespace xpu {

void Alarms::set()
{
    nextUtcMicros_ = kNever;
    const auto at = [this](std::int64_t time) {
        if (time != 0)
            nextUtcMicros_ = std::min(nextUtcMicros_, time);
    };
    for (const Task* task : state_.queue.listed())
        if (task->row.state == TaskState::Held)
            at(task->row.wishes.holdUntilUtcMicros);
    for (const DeviceSlot& slot : state_.devices)
        at(slot.snoozedUntilUtcMicros);
}

void Alarms::turn()
{
    const std::int64_t now = state_.clock.utcMicros();
    if (now < nextUtcMicros_)
        return;
    const auto due = [now](std::int64_t time) { return time != 0 && time <= now; };
    for (Task* task : state_.queue.listed())
        if (task->row.state == TaskState::Held && due(task->row.wishes.holdUntilUtcMicros)) {
            commands::release(*task);
            state_.commit(*task);
        }
    std::vector<history::Record> woken;
    for (DeviceSlot& slot : state_.devices)
        if (due(slot.snoozedUntilUtcMicros)) {
            slot.snoozedUntilUtcMicros = 0;
            woken.emplace_back(history::DeviceSnoozed{slot.device->info().id, 0});
        }
    if (!woken.empty())
        state_.journal.add(std::move(woken), false);
    state_.dirty = true;
    set();
}

Seconds Alarms::nextDue() const
{
    if (nextUtcMicros_ == kNever)
        return Seconds(std::numeric_limits<double>::infinity());
    return state_.clock.now() + Seconds(double(nextUtcMicros_ - state_.clock.utcMicros()) * 1e-6);
}

} // namespace xpu
