#include "ui/notify/notifier.h"

#include "core/settings/settings.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/notify/notice_words.h"

#include <algorithm>
#include <utility>

namespace xpu::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto kGathered = 1500ms;
/// A notice is replaced, not followed by another one, when news come this soon.
constexpr qint64 kSoonMs = 30'000;

bool isNews(const TaskChange& change)
{
    if (!change.after)
        return false;
    if (change.runEnded) // whoever cancels knows
        return change.after == TaskState::Done || change.after == TaskState::Failed;
    return change.before && needsSomebody(*change.task);
}

} // namespace

Notifier::Notifier(EngineBridge& bridge, std::function<bool()> lookedAt, QObject* parent)
    : QObject(parent), bridge_(bridge), lookedAt_(std::move(lookedAt))
{
    gathering_.setSingleShot(true);
    gathering_.setInterval(kGathered);
    connect(&gathering_, &QTimer::timeout, this, &Notifier::tell);
    connect(&bridge_, &EngineBridge::snapshotChanged, this, &Notifier::look);
    connect(&bridge_, &EngineBridge::noticeAnswered, this, &Notifier::answer);
    look();
}

void Notifier::look()
{
    if (!bridge_.isOpen()) // the first queue that is seen is no news
        return;
    for (TaskChange& change : watch_.look(bridge_.snapshot()))
        if (isNews(change))
            fresh_.push_back(std::move(change.task));
    // Gathering is not begun anew by what follows: news that never end would never be told.
    if (!fresh_.empty() && !gathering_.isActive())
        gathering_.start();
}

void Notifier::tell()
{
    const Notifications wanted = bridge_.notifications();
    if (wanted == Notifications::Failures)
        std::erase_if(fresh_, [](const Task& task) { return task->state == TaskState::Done; });
    if (lookedAt_() || wanted == Notifications::None)
        return forget();
    if (fresh_.empty())
        return;
    const bool soon = !told_.empty() && sinceTold_.isValid() && !sinceTold_.hasExpired(kSoonMs);
    if (!soon)
        told_.clear();
    for (Task& task : std::exchange(fresh_, {})) {
        const auto known = std::find_if(told_.begin(), told_.end(),
                                        [&task](const Task& old) { return old->id == task->id; });
        if (known == told_.end())
            told_.push_back(std::move(task));
        else
            *known = std::move(task);
    }
    Notice notice = noticeOf(told_);
    notice.replaces = soon;
    sinceTold_.start();
    bridge_.notify(std::move(notice));
}

void Notifier::answer(const QString& action)
{
    if (told_.empty())
        return;
    const Task first = told_.front();
    if (action == QLatin1String("report"))
        Q_EMIT reportWanted(QString::fromStdString(first->run.text()));
    else if (action == QLatin1String("retry")) {
        std::vector<TaskId> failed;
        for (const Task& task : told_)
            if (task->state == TaskState::Failed)
                failed.push_back(task->id);
        bridge_.send(command::Retry{failed});
    } else
        Q_EMIT showWanted(first->id);
    forget();
}

void Notifier::forget()
{
    fresh_.clear();
    told_.clear();
}

} // namespace xpu::ui
