#pragma once

#include "core/engine/snapshot.h"
#include "ui/files/save_watch.h"

#include <QDateTime>
#include <QObject>

#include <map>
#include <vector>

namespace xpu::ui {

/// Notices when the file of a rejected row is saved. A row under mending stays watched until it
/// starts.
class FileWatch : public QObject {
    Q_OBJECT

public:
    explicit FileWatch(QObject* parent = nullptr);
    void snapshotChanged(const Snapshot& snapshot);

Q_SIGNALS:
    void saved(const std::vector<xpu::TaskId>& tasks);

private:
    struct Seen {
        QString path;
        QDateTime changed;
        qint64 size = -1;
    };
    static Seen look(const QString& path);
    void compare();

    /// More rows than that are no longer mended one by one, and every watch costs a descriptor.
    static constexpr std::size_t kMost = 200;

    SaveWatch watch_;
    std::map<TaskId, Seen> files_;
};

} // namespace xpu::ui
