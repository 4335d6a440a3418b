#include "ui/main_window/outlook.h"

#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace xpu::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(xpu::ui::Outlook)
};

bool isPending(TaskState state)
{
    return state == TaskState::Queued || state == TaskState::Running;
}

QString separator() { return QStringLiteral(" · "); }

} // namespace

QString outlookText(const Snapshot& snapshot)
{
    Seconds lo{0};
    Seconds hi{0};
    Joules energy;
    bool known = false;
    bool all = true; ///< tasks have a figure
    bool pending = false;
    for (const auto& task : snapshot.queue) {
        if (!isPending(task->state))
            continue;
        pending = true;
        if (task->remainingLo && task->remainingHi) {
            lo += *task->remainingLo;
            hi += *task->remainingHi;
            known = true;
        } else if (task->predicted) {
            lo += *task->predicted;
            hi += *task->predicted;
            known = true;
        } else {
            all = false;
        }
        energy += task->energy.value_or(Joules());
    }
    if (!pending)
        return {};
    if (snapshot.queuePaused)
        return Tr::tr("queue paused");
    if (!known)
        return Tr::tr("no history yet");
    QString sentence = all ? Tr::tr("all done in %1").arg(durationRangeText(lo, hi))
                           : Tr::tr("at least %1 to go").arg(durationText(lo));
    if (energy.value > 0)
        sentence += separator() + QStringLiteral("≈ ") + energyText(energy);
    return sentence;
}

QString countsText(const Snapshot& snapshot)
{
    const auto count = [&](auto wanted) {
        return static_cast<int>(std::count_if(snapshot.queue.begin(), snapshot.queue.end(),
                                              [&](const auto& t) { return wanted(*t); }));
    };
    const int queued = count([](const TaskView& t) { return t.state == TaskState::Queued; });
    const int running = count([](const TaskView& t) { return t.state == TaskState::Running; });
    const int waiting = count([](const TaskView& t) { return t.needsApproval; });
    QStringList parts{Tr::tr("%1 queued, %2 running").arg(queued).arg(running)};
    if (waiting > 0)
        parts << Tr::tr("%n waiting for approval", nullptr, waiting);
    return parts.join(separator());
}

QString devicesText(const Snapshot& snapshot)
{
    QStringList parts;
    for (const DeviceView& device : snapshot.devices) {
        const bool helper = device.info.kind == DeviceClass::Host || device.info.driver == "sandbox"
                            || runsKernels(device.info);
        if (helper && device.inFlight == 0)
            continue;
        if (!device.info.unusableReason.empty())
            continue;
        const QString name = text(device.info.id);
        if (device.snoozedUntilUtcMicros != 0) {
            parts
                << Tr::tr("%1 rests until %2").arg(name, momentText(device.snoozedUntilUtcMicros));
            continue;
        }
        parts << (device.now.empty() ? Tr::tr("%1 idle").arg(name)
                                     : name + QStringLiteral(": ") + text(device.now.front()));
    }
    return parts.join(separator());
}

} // namespace xpu::ui
