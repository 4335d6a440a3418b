#include "ui/why/step_menu.h"

#include "ui/bridge/engine_bridge.h"
#include "ui/text/format.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace xpu::ui {

namespace {

/// Of a step in a sweep, the name it has in the file.
std::string nameInFile(const StepView& step) { return step.id.substr(0, step.id.find('[')); }

bool hasDevices(TaskState state)
{
    return state == TaskState::Queued || state == TaskState::Held || state == TaskState::Paused;
}

/// Which steps run is chosen before a run begins, or once it has ended.
bool canChoose(const TaskView& task)
{
    return hasDevices(task.state)
           || (isFinal(task.state) && task.state != TaskState::Rejected
               && task.state != TaskState::Interrupted);
}

} // namespace

StepMenu::StepMenu(EngineBridge& bridge, QWidget& window)
    : QObject(&window), bridge_(bridge), window_(window)
{}

void StepMenu::popup(const Task& task, const StepView& step, const QPoint& at)
{
    auto* menu = new QMenu(&window_);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill(*menu, task, step);
    menu->popup(at);
}

void StepMenu::fill(QMenu& menu, const Task& task, const StepView& step)
{
    const TaskId id = task->id;
    const auto add = [&](const QString& name, bool possible, auto act) {
        menu.addAction(name, this, act)->setEnabled(possible);
    };
    add(tr("Show &log"), !step.logPath.empty(),
        [this, name = text(step.id), path = text(step.logPath)] { Q_EMIT logWanted(name, path); });
    menu.addSeparator();
    const bool choose = canChoose(*task);
    add(tr("Run &up to here"), choose, [this, id, step = nameInFile(step)] {
        bridge_.send(command::RunUpTo{{id}, step});
    });
    add(tr("Run the &whole task"), choose && !task->wishes.upTo.empty(), [this, id] {
        bridge_.send(command::RunUpTo{{id}, {}});
    });
    add(tr("&Skip it and go on"), choose && step.state != StepState::Done,
        [this, id, step = step.id] {
            bridge_.send(command::SkipStep{{id}, step});
        });
    add(tr("Run &every step again"), choose,
        [this, id] { bridge_.send(command::RunEveryStep{{id}}); });
    addDevices(menu, *task, step);
    menu.addSeparator();
    add(tr("&Copy command line"), !step.commandLine.empty(),
        [line = text(step.commandLine)] { QApplication::clipboard()->setText(line); });
}

void StepMenu::addDevices(QMenu& menu, const TaskView& task, const StepView& step)
{
    QMenu* devices = menu.addMenu(tr("Run this step &on"));
    devices->setEnabled(hasDevices(task.state) && step.why && !step.why->candidates.empty());
    const auto pin = [this, id = task.id, name = nameInFile(step)](const std::string& device) {
        bridge_.send(command::Pin{{id}, name, device});
    };
    if (step.why)
        for (const Candidate& candidate : step.why->candidates) {
            QAction* action =
                devices->addAction(text(candidate.deviceId), this,
                                   [pin, device = candidate.deviceId] { pin(device); });
            action->setEnabled(candidate.excluded.empty());
            action->setToolTip(text(candidate.excluded));
            const auto pinned = task.wishes.pins.find(nameInFile(step));
            action->setCheckable(true);
            action->setChecked(pinned != task.wishes.pins.end()
                               && pinned->second == candidate.deviceId);
        }
    devices->addSeparator();
    devices->addAction(tr("As the &file says"), this, [pin] { pin({}); });
}

} // namespace xpu::ui
