#include "ui/text/words.h"

#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace xpu::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(xpu::ui::Words)
};

/// Far steps of a huge sweep say nothing that the first ones do not.
constexpr std::size_t kStepsLookedAt = 200;

template <class Wanted>
const StepView* firstStep(const TaskView& task, Wanted wanted)
{
    if (!task.steps)
        return nullptr;
    const auto end = task.steps->begin()
                     + static_cast<std::ptrdiff_t>(std::min(task.steps->size(), kStepsLookedAt));
    const auto found = std::find_if(task.steps->begin(), end, wanted);
    return found == end ? nullptr : &*found;
}

QString firstError(const TaskView& task)
{
    const auto isError = [](const Diagnostic& d) { return d.severity == Severity::Error; };
    const auto found = std::find_if(task.diagnostics.begin(), task.diagnostics.end(), isError);
    return found == task.diagnostics.end() ? QString() : diagnosticText(*found);
}

bool hasFinding(const TaskView& task, const char* code)
{
    return std::any_of(task.diagnostics.begin(), task.diagnostics.end(),
                       [code](const Diagnostic& d) { return d.code == code; });
}

QString failureOf(const TaskView& task)
{
    const StepView* step =
        firstStep(task, [](const StepView& s) { return s.state == StepState::Failed; });
    if (step == nullptr || !step->error)
        return Tr::tr("%n step(s) failed", nullptr, static_cast<int>(task.stepsFailed));
    return text(step->id) + QStringLiteral(": ") + text(step->error->message);
}

QString waitReason(const TaskView& task)
{
    const StepView* step = firstStep(task, [](const StepView& s) { return !s.blockedBy.empty(); });
    return step == nullptr ? QString() : text(step->blockedBy);
}

QString stepsOf(const TaskView& task)
{
    return Tr::tr("%1 of %2").arg(task.stepsDone).arg(task.stepCount);
}

} // namespace

QString word(TaskState state)
{
    switch (state) {
    case TaskState::Checking:
        return Tr::tr("checking");
    case TaskState::Rejected:
        return Tr::tr("rejected");
    case TaskState::Held:
        return Tr::tr("held");
    case TaskState::Queued:
        return Tr::tr("queued");
    case TaskState::Running:
        return Tr::tr("running");
    case TaskState::Paused:
        return Tr::tr("paused");
    case TaskState::Done:
        return Tr::tr("done");
    case TaskState::Failed:
        return Tr::tr("failed");
    case TaskState::Cancelled:
        return Tr::tr("cancelled");
    case TaskState::Interrupted:
        return Tr::tr("interrupted");
    }
    return {};
}

QString word(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return Tr::tr("waiting");
    case StepState::Ready:
        return Tr::tr("ready");
    case StepState::Running:
        return Tr::tr("running");
    case StepState::Unknown:
        return Tr::tr("unknown");
    case StepState::Done:
        return Tr::tr("done");
    case StepState::Failed:
        return Tr::tr("failed");
    case StepState::Cancelled:
        return Tr::tr("cancelled");
    case StepState::Interrupted:
        return Tr::tr("interrupted");
    case StepState::Skipped:
        return Tr::tr("skipped");
    }
    return {};
}

QString word(Quality quality)
{
    switch (quality) {
    case Quality::Measured:
        return Tr::tr("measured");
    case Quality::Derived:
        return Tr::tr("derived");
    case Quality::Modelled:
        return Tr::tr("modelled");
    case Quality::Stale:
        return Tr::tr("stale");
    case Quality::Unavailable:
        return Tr::tr("unavailable");
    }
    return {};
}

QString qualityWord(const std::string& stored)
{
    static const std::map<std::string, Quality> kStored{{"measured", Quality::Measured},
                                                        {"derived", Quality::Derived},
                                                        {"modelled", Quality::Modelled},
                                                        {"stale", Quality::Stale},
                                                        {"unavailable", Quality::Unavailable}};
    const auto found = kStored.find(stored);
    return found == kStored.end() ? text(stored) : word(found->second);
}

QString word(DeviceClass kind)
{
    switch (kind) {
    case DeviceClass::Host:
        return Tr::tr("Files");
    case DeviceClass::Cpu:
        return Tr::tr("CPU");
    case DeviceClass::Gpu:
        return Tr::tr("GPU");
    case DeviceClass::Npu:
        return Tr::tr("NPU");
    case DeviceClass::Fpga:
        return Tr::tr("FPGA");
    case DeviceClass::Cluster:
        return Tr::tr("Cluster");
    }
    return {};
}

/// What the state alone says beyond its word.
QString plainDetail(const TaskView& task)
{
    switch (task.state) {
    case TaskState::Rejected:
        return firstError(task);
    case TaskState::Failed:
        return failureOf(task);
    case TaskState::Held:
        if (task.needsApproval)
            return Tr::tr("runs commands, needs your approval");
        return task.wishes.holdUntilUtcMicros == 0
                   ? QString()
                   : Tr::tr("until %1").arg(momentText(task.wishes.holdUntilUtcMicros));
    case TaskState::Queued:
        return waitReason(task);
    case TaskState::Interrupted:
        return Tr::tr("%1 of %2 steps are safe").arg(task.stepsDone).arg(task.stepCount);
    case TaskState::Cancelled:
        return firstError(task).isEmpty() ? stepsOf(task) : firstError(task);
    case TaskState::Running:
    case TaskState::Paused:
        return stepsOf(task);
    case TaskState::Done:
        return Tr::tr("%n step(s)", nullptr, static_cast<int>(task.stepCount));
    case TaskState::Checking:
        break;
    }
    return {};
}

QString stateDetail(const TaskView& task)
{
    QString plain = plainDetail(task);
    if (!task.deadlineUtcMicros || isFinal(task.state) || task.state == TaskState::Rejected)
        return plain;
    const bool late = hasFinding(task, "E403");
    const QString due =
        (late ? Tr::tr("late, due %1") : Tr::tr("due %1")).arg(momentText(*task.deadlineUtcMicros));
    return plain.isEmpty() ? due : due + QStringLiteral(", ") + plain;
}

QString warningsOf(const TaskView& task)
{
    QStringList lines;
    for (const Diagnostic& finding : task.diagnostics)
        if (finding.severity == Severity::Warning)
            lines << diagnosticText(finding);
    return lines.join(u'\n');
}

QString rowSentence(const TaskView& task)
{
    QString sentence =
        Tr::tr("Row %1: %2 is %3").arg(task.position).arg(text(task.name), word(task.state));
    const QString detail = stateDetail(task);
    if (!detail.isEmpty())
        sentence += QStringLiteral(", ") + detail;
    if (task.remainingLo && task.remainingHi)
        sentence +=
            QStringLiteral(", ")
            + Tr::tr("%1 left").arg(durationRangeText(*task.remainingLo, *task.remainingHi));
    return sentence + u'.';
}

} // namespace xpu::ui
