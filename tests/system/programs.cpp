#include "tests/system/programs.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcessEnvironment>

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

namespace xpu::system_test {
namespace {

constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

QString program(const char* name) { return QStringLiteral(XPU_BIN_DIR "/") + QLatin1String(name); }

} // namespace

QJsonObject Outcome::json() const { return QJsonDocument::fromJson(out).object(); }

Home::Home()
{
    for (const char* name : {"home", "work", "data", "run", "cache"}) {
        const QString path = folder_.filePath(QLatin1String(name));
        QDir().mkpath(path);
        QFile::setPermissions(path, kOwnerOnly);
    }
    // Somebody who has seen the pages for new users.
    const QString config = folder_.filePath(QStringLiteral("home/.config/xpu-optimizer"));
    QDir().mkpath(config);
    QFile settings(config + QStringLiteral("/settings.toml"));
    if (!settings.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(settings.fileName()));
}

QString Home::work(const QString& relative) const
{
    return relative.isEmpty() ? folder_.filePath(QStringLiteral("work"))
                              : folder_.filePath(QStringLiteral("work/") + relative);
}

QString Home::data() const { return folder_.filePath(QStringLiteral("data")); }

void Home::write(const QString& relative, const QByteArray& content) const
{
    const QString path = work(relative);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    file.close();
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup
                                    | QFile::ReadOther);
}

QByteArray Home::read(const QString& relative) const
{
    QFile file(work(relative));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Outcome Home::ctl(const QStringList& arguments, int timeoutMs) const
{
    return plainCtl(arguments + QStringList{QStringLiteral("--json")}, timeoutMs);
}

Outcome Home::plainCtl(const QStringList& arguments, int timeoutMs) const
{
    return run("xpuctl", arguments, environment(), timeoutMs);
}

Outcome Home::controlCenter(const QStringList& arguments, int timeoutMs) const
{
    QProcessEnvironment variables = environment();
    for (const char* display : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        variables.remove(QLatin1String(display));
    return run("xpu-optimizer", arguments, variables, timeoutMs);
}

Outcome Home::run(const char* name, const QStringList& arguments,
                  const QProcessEnvironment& variables, int timeoutMs) const
{
    QProcess process;
    process.setProcessEnvironment(variables);
    process.setWorkingDirectory(work());
    QElapsedTimer timer;
    timer.start();
    process.start(program(name), arguments + QStringList{QStringLiteral("--data-dir"), data()});
    Outcome outcome;
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        outcome.crashed = true;
    }
    outcome.seconds = static_cast<double>(timer.elapsed()) / 1000.0;
    outcome.exitCode = process.exitCode();
    outcome.crashed = outcome.crashed || process.exitStatus() == QProcess::CrashExit;
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    rusage children{};
    getrusage(RUSAGE_CHILDREN, &children);
    outcome.peakKiB = children.ru_maxrss;
    return outcome;
}

bool Home::hasOwner() const
{
    const QDir sockets(folder_.filePath(QStringLiteral("run/xpu-optimizer")));
    for (const QString& name : sockets.entryList({QStringLiteral("*.sock")}, QDir::System)) {
        const QByteArray path = QFile::encodeName(sockets.filePath(name));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
        const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const bool answers =
            ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        ::close(socket);
        if (answers)
            return true;
    }
    return false;
}

void Home::startWindow(QProcess& process, const QStringList& files) const
{
    QProcessEnvironment variables = environment();
    variables.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(variables);
    process.setWorkingDirectory(work());
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program("xpu-optimizer"),
                  QStringList{QStringLiteral("--data-dir"), data()} + files);
}

void Home::startWindowOn(QProcess& process, const QString& display, const QStringList& files) const
{
    QProcessEnvironment variables = environment();
    variables.insert(QStringLiteral("DISPLAY"), display);
    variables.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    process.setProcessEnvironment(variables);
    process.setWorkingDirectory(work());
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program("xpu-optimizer"),
                  QStringList{QStringLiteral("--data-dir"), data()} + files);
}

void Home::setVariable(const char* name, const QString& value)
{
    more_.insert(QLatin1String(name), value);
}

QProcessEnvironment Home::environment() const
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert(QStringLiteral("HOME"), folder_.filePath(QStringLiteral("home")));
    variables.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder_.filePath(QStringLiteral("run")));
    variables.insert(QStringLiteral("XDG_CACHE_HOME"), folder_.filePath(QStringLiteral("cache")));
    for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"})
        variables.remove(QLatin1String(name));
    // In a home without compiled kernels PoCL compiles for seconds and takes more memory than these
    // tests allow a program; OpenCL has tests of its own.
    variables.insert(QStringLiteral("OCL_ICD_VENDORS"),
                     folder_.filePath(QStringLiteral("no-opencl-drivers")));
    variables.insert(more_);
    return variables;
}

} // namespace xpu::system_test
