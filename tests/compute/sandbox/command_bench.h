#pragma once

#include "compute/sandbox/sandbox_device.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <condition_variable>
#include <mutex>

namespace xpu::sandbox {

/// A sandbox device, a task folder, and a place where completions are waited for.
class CommandBench {
public:
    explicit CommandBench(SandboxOptions options = {})
    {
        options.worker = XPU_BIN_DIR "/xpu-worker";
        device = makeSandboxDevice(std::move(options));
        device->start({.completed =
                           [this](Completion c) {
                               const std::lock_guard lock(mutex_);
                               done_.push_back(std::move(c));
                               arrived_.notify_all();
                           },
                       .progress =
                           [this](LaunchId, double percent) {
                               const std::lock_guard lock(mutex_);
                               progress.push_back(percent);
                               arrived_.notify_all();
                           }});
    }
    ~CommandBench() { device.reset(); }

    std::string path(const char* name) const
    {
        return folder.filePath(QString::fromUtf8(name)).toStdString();
    }
    CommandWork shell(const char* script) const
    {
        CommandWork work;
        work.argv = {"bash", "-c", script};
        work.folder = folder.path().toStdString();
        work.logPath = logs.filePath(QStringLiteral("log")).toStdString();
        work.timeout = Seconds(120); // a hanging test must end; no test asserts on it
        return work;
    }
    LaunchId submit(CommandWork work)
    {
        Launch launch;
        launch.id = LaunchId(++last_);
        launch.work = std::make_shared<const Work>(std::move(work));
        device->submit(std::move(launch));
        return LaunchId(last_);
    }
    Completion wait(LaunchId id)
    {
        std::unique_lock lock(mutex_);
        for (;;) {
            for (const Completion& c : done_)
                if (c.id == id)
                    return c;
            arrived_.wait(lock);
        }
    }
    void waitForProgress()
    {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return !progress.empty(); });
    }
    Completion run(CommandWork work) { return wait(submit(std::move(work))); }
    QByteArray log() const { return read(logs.filePath(QStringLiteral("log"))); }

    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString& path, const QByteArray& content)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
    }

    QTemporaryDir folder;
    QTemporaryDir logs;
    std::unique_ptr<Device> device;
    std::vector<double> progress;

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<Completion> done_;
    std::uint64_t last_ = 0;
};

/// How many processes of this machine have `marker` in their arguments.
inline int processesWith(const QByteArray& marker)
{
    int count = 0;
    for (const QString& pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs))
        if (pid.at(0).isDigit()
            && CommandBench::read(QStringLiteral("/proc/%1/cmdline").arg(pid)).contains(marker))
            ++count;
    return count;
}

} // namespace xpu::sandbox
