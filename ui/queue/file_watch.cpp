#include "ui/queue/file_watch.h"

#include "ui/text/format.h"

#include <QFileInfo>

namespace xpu::ui {

namespace {

constexpr int kSettlingMs = 200;

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
    settling_.setSingleShot(true);
    settling_.setInterval(kSettlingMs);
    connect(&watcher_, &QFileSystemWatcher::fileChanged, this, [this] { settling_.start(); });
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, [this] { settling_.start(); });
    connect(&settling_, &QTimer::timeout, this, &FileWatch::compare);
}

FileWatch::Seen FileWatch::look(const QString& path)
{
    const QFileInfo info(path);
    return {path, info.lastModified(), info.exists() ? info.size() : -1};
}

void FileWatch::watch(const QString& path)
{
    // The folder too: a file that was replaced is another file, and no longer watched.
    watcher_.addPath(QFileInfo(path).absolutePath());
    if (QFileInfo::exists(path))
        watcher_.addPath(path);
}

void FileWatch::snapshotChanged(const Snapshot& snapshot)
{
    std::map<TaskId, Seen> still;
    for (const auto& task : snapshot.queue) {
        const auto known = files_.find(task->id);
        const bool watched = known != files_.end();
        if (still.size() >= kMost || !canBeMended(*task, watched))
            continue;
        still.emplace(task->id, watched ? known->second : look(text(task->path)));
        if (!watched)
            watch(text(task->path));
    }
    files_ = std::move(still);
    if (files_.empty()) {
        if (const QStringList paths = watcher_.files() + watcher_.directories(); !paths.isEmpty())
            watcher_.removePaths(paths);
    }
}

void FileWatch::compare()
{
    std::vector<TaskId> changed;
    for (auto& [task, seen] : files_) {
        const Seen now = look(seen.path);
        if (now.size >= 0 && (now.changed != seen.changed || now.size != seen.size))
            changed.push_back(task);
        seen = now;
        watch(seen.path);
    }
    if (!changed.empty())
        Q_EMIT saved(changed);
}

} // namespace xpu::ui
