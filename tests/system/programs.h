#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace xpu::system_test {

/// What a finished program said.
struct Outcome {
    int exitCode = -1;
    bool crashed = false;
    QByteArray out;
    QByteArray err;
    double seconds = 0;
    qint64 peakKiB = 0; ///< largest resident set, from the kernel

    QJsonObject json() const;
};

/// A home of its own for the programs under test: data folder, XDG places, a work folder for task
/// files. Nothing of the user's is read or written.
class Home {
public:
    Home();

    QString work(const QString& relative = {}) const;
    QString data() const;
    void write(const QString& relative, const QByteArray& content) const;
    QByteArray read(const QString& relative) const;

    /// Runs xpuctl with this home's --data-dir and --json.
    Outcome ctl(const QStringList& arguments, int timeoutMs = 120000) const;
    /// The same without --json: what people read.
    Outcome plainCtl(const QStringList& arguments, int timeoutMs = 120000) const;
    /// Runs the control center with this home's --data-dir to its end, without any display.
    Outcome controlCenter(const QStringList& arguments, int timeoutMs = 120000) const;
    /// Somebody owns the data folder and answers on its socket.
    bool hasOwner() const;
    /// Starts the control center on this home, without a screen.
    void startWindow(QProcess& process, const QStringList& files = {}) const;
    /// The same on an X display.
    void startWindowOn(QProcess& process, const QString& display,
                       const QStringList& files = {}) const;
    /// For every program started from now on.
    void setVariable(const char* name, const QString& value);

private:
    Outcome run(const char* program, const QStringList& arguments,
                const QProcessEnvironment& variables, int timeoutMs) const;
    QProcessEnvironment environment() const;
    QTemporaryDir folder_;
    QProcessEnvironment more_;
};

} // namespace xpu::system_test
