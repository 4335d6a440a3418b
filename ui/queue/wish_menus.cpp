#include "ui/queue/wish_menus.h"

#include "ui/bridge/engine_bridge.h"
#include "ui/text/format.h"

#include <QAction>
#include <QDateTimeEdit>
#include <QDialog>
#include <QDialogButtonBox>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace xpu::ui {

namespace {

struct Level {
    const char* name;
    int priority;
};
constexpr Level kLevels[] = {{QT_TRANSLATE_NOOP("xpu::ui::WishMenus", "&Highest"), 100},
                             {QT_TRANSLATE_NOOP("xpu::ui::WishMenus", "H&igh"), 75},
                             {QT_TRANSLATE_NOOP("xpu::ui::WishMenus", "&Normal"), 50},
                             {QT_TRANSLATE_NOOP("xpu::ui::WishMenus", "&Low"), 25}};

bool any(const WishMenus::Tasks& tasks, bool (*is)(const TaskView&))
{
    return std::any_of(tasks.begin(), tasks.end(), [is](const auto& task) { return is(*task); });
}

bool waits(const TaskView& task)
{
    return task.state == TaskState::Queued || task.state == TaskState::Held
           || task.state == TaskState::Paused;
}

bool hasEnded(const TaskView& task)
{
    return task.state == TaskState::Done || task.state == TaskState::Failed
           || task.state == TaskState::Cancelled;
}

std::int64_t microsOf(const QDateTime& time) { return time.toMSecsSinceEpoch() * 1000; }

} // namespace

WishMenus::WishMenus(EngineBridge& bridge, QWidget& shortcutScope, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      window_(shortcutScope),
      startNow_(new QAction(tr("S&tart now"), this)),
      retry_(new QAction(tr("&Run again"), this)),
      everyStep_(new QAction(tr("Run e&very step"), this)),
      position_(new QAction(tr("Move to pos&ition…"), this)),
      priorities_(std::make_unique<QMenu>(tr("Priorit&y"))),
      devices_(std::make_unique<QMenu>(tr("Run o&n"))),
      times_(std::make_unique<QMenu>(tr("Hold u&ntil")))
{
    startNow_->setShortcut(Qt::CTRL | Qt::Key_J);
    retry_->setShortcut(Qt::Key_F5);
    position_->setShortcut(Qt::CTRL | Qt::Key_G);
    for (QAction* action : {startNow_, retry_, position_}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        shortcutScope.addAction(action);
    }
    connect(startNow_, &QAction::triggered, this,
            [this] { bridge_.send(command::StartNow{ids()}); });
    connect(retry_, &QAction::triggered, this, [this] { bridge_.send(command::Retry{ids()}); });
    connect(everyStep_, &QAction::triggered, this,
            [this] { bridge_.send(command::RunEveryStep{ids()}); });
    connect(position_, &QAction::triggered, this, &WishMenus::askPosition);
    connect(priorities_.get(), &QMenu::aboutToShow, this, [this] { fillPriorities(*priorities_); });
    connect(devices_.get(), &QMenu::aboutToShow, this, [this] { fillDevices(*devices_); });
    connect(times_.get(), &QMenu::aboutToShow, this, [this] { fillTimes(*times_); });
}

WishMenus::~WishMenus() = default;

void WishMenus::update(Tasks selected)
{
    tasks_ = std::move(selected);
    const bool waiting = any(tasks_, waits);
    startNow_->setEnabled(waiting);
    times_->setEnabled(waiting);
    devices_->setEnabled(waiting);
    position_->setEnabled(!tasks_.empty());
    priorities_->setEnabled(any(tasks_, [](const TaskView& t) { return !isFinal(t.state); }));
    retry_->setEnabled(any(tasks_, hasEnded));
    everyStep_->setEnabled(waiting || any(tasks_, hasEnded));
}

void WishMenus::addTo(QMenu& menu) const
{
    menu.addAction(startNow_);
    menu.addAction(retry_);
    menu.addAction(everyStep_);
    menu.addMenu(times_.get());
    menu.addMenu(priorities_.get());
    menu.addMenu(devices_.get());
    menu.addAction(position_);
}

void WishMenus::fillPriorities(QMenu& menu)
{
    menu.clear();
    const bool one = tasks_.size() == 1;
    for (const Level& level : kLevels) {
        QAction* action = menu.addAction(tr("%1 (%2)").arg(tr(level.name)).arg(level.priority),
                                         this, [this, &level] { setPriority(level.priority); });
        action->setCheckable(true);
        action->setChecked(one && tasks_.front()->priority == level.priority);
    }
    menu.addAction(tr("&Other…"), this, &WishMenus::askPriority);
    menu.addSeparator();
    menu.addAction(tr("As the &file says"), this, [this] { setPriority(std::nullopt); });
}

void WishMenus::fillDevices(QMenu& menu)
{
    menu.clear();
    const std::map<std::string, std::string> none;
    const auto& pins = tasks_.size() == 1 ? tasks_.front()->wishes.pins : none;
    for (const DeviceView& device : bridge_.snapshot()->devices) {
        const DeviceInfo& info = device.info;
        if (info.kind == DeviceClass::Host || info.driver == "sandbox" || runsKernels(info))
            continue;
        QAction* action =
            menu.addAction(text(info.id) + QStringLiteral("  ") + text(info.friendlyName), this,
                           [this, id = info.id] { pin(id); });
        action->setEnabled(info.unusableReason.empty());
        action->setCheckable(true);
        const auto pinned = pins.find("");
        action->setChecked(pinned != pins.end() && pinned->second == info.id);
    }
    menu.addSeparator();
    menu.addAction(tr("As the &file says"), this, [this] { pin({}); });
}

void WishMenus::fillTimes(QMenu& menu)
{
    menu.clear();
    const QDateTime now = QDateTime::currentDateTime();
    const QDateTime morning(now.date().addDays(1), QTime(8, 0));
    const QDateTime night(now.time() < QTime(22, 0) ? now.date() : now.date().addDays(1),
                          QTime(22, 0));
    const auto add = [&](const QString& name, const QDateTime& time) {
        menu.addAction(name, this, [this, time] { holdUntil(microsOf(time)); });
    };
    add(tr("In &1 hour"), now.addSecs(3600));
    add(tr("In &3 hours"), now.addSecs(qint64{3} * 3600));
    add(tr("To&night, %1").arg(momentText(microsOf(night))), night);
    add(tr("To&morrow, %1").arg(momentText(microsOf(morning))), morning);
    menu.addAction(tr("&Other…"), this, &WishMenus::askTime);
}

void WishMenus::askPriority()
{
    bool ok = false;
    const int now = tasks_.empty() ? 50 : tasks_.front()->priority;
    const int priority = QInputDialog::getInt(window_.window(), tr("Priority"),
                                              tr("0 (last) to 100 (first)"), now, 0, 100, 5, &ok);
    if (ok)
        setPriority(priority);
}

void WishMenus::askTime()
{
    QDialog dialog(window_.window());
    dialog.setWindowTitle(tr("Hold until"));
    auto* edit = new QDateTimeEdit(QDateTime::currentDateTime().addSecs(3600));
    edit->setMinimumDateTime(QDateTime::currentDateTime());
    edit->setCalendarPopup(true);
    edit->setAccessibleName(tr("Hold until"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto* column = new QVBoxLayout(&dialog);
    column->addWidget(new QLabel(tr("The selected tasks start by themselves at this time.")));
    column->addWidget(edit);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    if (dialog.exec() == QDialog::Accepted)
        holdUntil(microsOf(edit->dateTime()));
}

void WishMenus::askPosition()
{
    const auto& queue = bridge_.snapshot()->queue;
    const std::vector<TaskId> moved = ids();
    if (moved.empty())
        return;
    bool ok = false;
    const int row = QInputDialog::getInt(
        window_.window(), tr("Move to position"), tr("Row, 1 to %1").arg(queue.size()),
        tasks_.front()->position, 1, static_cast<int>(queue.size()), 1, &ok);
    if (!ok)
        return;
    TaskId before;
    int rest = row;
    for (const auto& task : queue)
        if (std::find(moved.begin(), moved.end(), task->id) == moved.end() && --rest == 0)
            before = task->id;
    bridge_.send(command::Move{moved, before});
}

void WishMenus::holdUntil(std::int64_t utcMicros)
{
    std::vector<TaskId> held;
    for (const auto& task : tasks_)
        if (task->state == TaskState::Queued || task->state == TaskState::Held)
            held.push_back(task->id);
    bridge_.send(command::Hold{held, utcMicros});
}

void WishMenus::setPriority(std::optional<int> priority)
{
    bridge_.send(command::SetPriority{ids(), priority});
}

void WishMenus::pin(const std::string& device) { bridge_.send(command::Pin{ids(), {}, device}); }

std::vector<TaskId> WishMenus::ids() const
{
    std::vector<TaskId> all;
    for (const auto& task : tasks_)
        all.push_back(task->id);
    return all;
}

} // namespace xpu::ui
