#include "ui/files/save_watch.h"

#include <QFileInfo>

namespace xpu::ui {

namespace {

constexpr int kSettlingMs = 200;
/// A folder in which something happens all the time must not keep news back for ever.
constexpr qint64 kPatienceMs = 600;

/// The folder, or the one above it where it will be made.
QString nearestFolder(const QString& path)
{
    QFileInfo info(path);
    do
        info.setFile(info.absolutePath());
    while (!info.exists() && !info.isRoot());
    return info.filePath();
}

} // namespace

SaveWatch::SaveWatch(QObject* parent) : QObject(parent)
{
    settling_.setSingleShot(true);
    settling_.setInterval(kSettlingMs);
    connect(&watcher_, &QFileSystemWatcher::fileChanged, this, &SaveWatch::settle);
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, &SaveWatch::settle);
    connect(&settling_, &QTimer::timeout, this, &SaveWatch::settled);
}

void SaveWatch::settle()
{
    if (!settling_.isActive())
        since_.start();
    if (since_.elapsed() < kPatienceMs)
        settling_.start();
}

void SaveWatch::watch(const QString& path)
{
    const QFileInfo info(path);
    // The folder too: a file that was replaced is another file, and no longer watched.
    watcher_.addPath(nearestFolder(path));
    if (!info.exists())
        return;
    // What a link leads to is replaced in another folder.
    watcher_.addPath(QFileInfo(info.canonicalFilePath()).absolutePath());
    // Anew, as the file that was there may live on under another name.
    watcher_.removePath(path);
    watcher_.addPath(path);
}

void SaveWatch::forgetAll()
{
    if (const QStringList paths = watcher_.files() + watcher_.directories(); !paths.isEmpty())
        watcher_.removePaths(paths);
}

} // namespace xpu::ui
