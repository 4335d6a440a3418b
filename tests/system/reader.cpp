#include "tests/system/reader.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QStandardPaths>

namespace xpu::system_test {
namespace {

constexpr int kWaitMs = 60000;
const QString kLauncher = QStringLiteral("/usr/libexec/at-spi-bus-launcher");
const QString kPython = QStringLiteral("/usr/bin/python3");

QProcessEnvironment onBus(const QString& address)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), address);
    return environment;
}

} // namespace

QString Reader::open(const QString& display)
{
    if (QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty())
        return QStringLiteral("dbus-daemon is not installed");
    if (!QFileInfo::exists(kLauncher))
        return QStringLiteral("at-spi2-core is not installed");
    QProcess bindings;
    bindings.start(kPython, {QStringLiteral("-c"),
                             QStringLiteral("import gi; gi.require_version('Atspi', '2.0')")});
    bindings.waitForFinished(kWaitMs);
    if (bindings.exitStatus() != QProcess::NormalExit || bindings.exitCode() != 0)
        return QStringLiteral("python3-gi or gir1.2-atspi-2.0 is not installed");
    bus_.start(QStringLiteral("dbus-daemon"),
               {QStringLiteral("--session"), QStringLiteral("--nofork"),
                QStringLiteral("--print-address")});
    if (!bus_.waitForReadyRead(kWaitMs))
        return QStringLiteral("dbus-daemon does not start");
    address_ = QString::fromUtf8(bus_.readLine()).trimmed();
    QProcessEnvironment environment = onBus(address_);
    environment.insert(QStringLiteral("DISPLAY"), display);
    launcher_.setProcessEnvironment(environment);
    launcher_.start(kLauncher,
                    {QStringLiteral("--launch-immediately"), QStringLiteral("--a11y=1")});
    return launcher_.waitForStarted() ? QString()
                                      : QStringLiteral("the accessibility bus does not start");
}

Reader::~Reader()
{
    for (QProcess* process : {&launcher_, &bus_}) {
        process->terminate();
        process->waitForFinished(3000);
    }
}

std::vector<ReadRow> Reader::table(const QString& name) const
{
    QProcess reader;
    reader.setProcessEnvironment(onBus(address_));
    reader.start(kPython, {QStringLiteral(XPU_SOURCE_DIR "/tests/system/read_table.py"),
                           QStringLiteral("xpu-optimizer"), name});
    reader.waitForFinished(kWaitMs);
    std::vector<ReadRow> rows;
    for (const QJsonValue& value :
         QJsonDocument::fromJson(reader.readAllStandardOutput()).array()) {
        ReadRow& row = rows.emplace_back();
        for (const QJsonValue& cell : value[QStringLiteral("cells")].toArray())
            row.cells << cell.toString();
        row.box = {value[QStringLiteral("x")].toInt(), value[QStringLiteral("y")].toInt(),
                   value[QStringLiteral("width")].toInt(), value[QStringLiteral("height")].toInt()};
    }
    return rows;
}

} // namespace xpu::system_test
