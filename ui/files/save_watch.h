#pragma once

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace xpu::ui {

/// Notices when files are saved, whether an editor writes into them or puts others in their place.
class SaveWatch : public QObject {
    Q_OBJECT

public:
    explicit SaveWatch(QObject* parent = nullptr);

    /// The file need not be there yet, nor its folder. To be called again after `settled`: what
    /// lies in its place now may be another file.
    void watch(const QString& path);
    void forgetAll();

Q_SIGNALS:
    /// Something happened to watched files, or beside them, and is over.
    void settled();

private:
    void settle();

    QFileSystemWatcher watcher_;
    QTimer settling_; ///< an editor saves in several steps
    QElapsedTimer since_;
};

} // namespace xpu::ui
