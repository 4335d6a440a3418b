#include "ui/queue/file_watch.h"

#include "ui/text/format.h"

#include <QFileInfo>

namespace xpu::ui {

namespace {

/// Rejected, or mended and not started yet.
bool canBeMended(const TaskView& task, bool watched)
{
    if (task.path.empty())
        return false;
    if (task.state == TaskState::Rejected)
        return true;
    const bool waits = task.state == TaskState::Held || task.state == TaskState::Queued
                       || task.state == TaskState::Checking;
    return watched && waits;
}

} // namespace

FileWatch::FileWatch(QObject* parent) : QObject(parent)
{
    connect(&watch_, &SaveWatch::settled, this, &FileWatch::compare);
}

FileWatch::Seen FileWatch::look(const QString& path)
{
    const QFileInfo info(path);
    return {path, info.lastModified(), info.exists() ? info.size() : -1};
}

void FileWatch::snapshotChanged(const Snapshot& snapshot)
{
    std::map<TaskId, Seen> still;
    for (const auto& task : snapshot.queue) {
        const auto known = files_.find(task->id);
        const bool watched = known != files_.end();
        if (still.size() >= kMost || !canBeMended(*task, watched))
            continue;
        if (!watched)
            watch_.watch(text(task->path));
        still.emplace(task->id, watched ? known->second : look(text(task->path)));
    }
    files_ = std::move(still);
    if (files_.empty())
        watch_.forgetAll();
}

void FileWatch::compare()
{
    std::vector<TaskId> changed;
    for (auto& [task, seen] : files_) {
        // Watched first: what happens from now on is told.
        watch_.watch(seen.path);
        const Seen now = look(seen.path);
        if (now.size >= 0 && (now.changed != seen.changed || now.size != seen.size))
            changed.push_back(task);
        seen = now;
    }
    if (!changed.empty())
        Q_EMIT saved(changed);
}

} // namespace xpu::ui
