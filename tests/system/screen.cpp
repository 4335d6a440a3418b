#include "tests/system/screen.h"

#include <QElapsedTimer>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTest>

namespace xpu::system_test {
namespace {

constexpr int kMoves = 12;
constexpr int kMoveMs = 20; // faster than a hand confuses the drag protocol
constexpr int kWaitMs = 60000;

} // namespace

QString Screen::open()
{
    for (const char* program : {"Xvfb", "openbox", "xdotool"})
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
            return QLatin1String(program) + QStringLiteral(" is not installed");
    server_.setProcessChannelMode(QProcess::SeparateChannels);
    server_.start(QStringLiteral("Xvfb"),
                  {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                   QStringLiteral("0"), QStringLiteral("1440x900x24"), QStringLiteral("-nolisten"),
                   QStringLiteral("tcp")});
    if (!server_.waitForReadyRead(kWaitMs))
        return QStringLiteral("Xvfb does not start");
    display_ = QStringLiteral(":") + QString::fromLatin1(server_.readLine()).trimmed();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), display_);
    manager_.setProcessEnvironment(environment);
    manager_.start(QStringLiteral("openbox"), QStringList());
    if (!manager_.waitForStarted())
        return QStringLiteral("openbox does not start");
    // A window that is mapped while the manager takes over may stay unmapped.
    return managerIsReady() ? QString() : QStringLiteral("openbox does not manage the screen");
}

bool Screen::managerIsReady()
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kWaitMs) {
        if (!xdotool({QStringLiteral("get_num_desktops")}).trimmed().isEmpty())
            return true;
        QTest::qWait(50);
    }
    return false;
}

Screen::~Screen()
{
    for (QProcess* process : {&manager_, &server_}) {
        process->terminate();
        process->waitForFinished(3000);
    }
}

QRect Screen::windowNamed(const QString& name)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kWaitMs) {
        const QString geometry = xdotool(
            {QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"),
             name, QStringLiteral("getwindowgeometry"), QStringLiteral("--shell")});
        QHash<QString, int> values;
        for (const QString& line : geometry.split(QLatin1Char('\n')))
            values[line.section(QLatin1Char('='), 0, 0)] =
                line.section(QLatin1Char('='), 1).toInt();
        if (values.value(QStringLiteral("WIDTH")) > 0)
            return {values[QStringLiteral("X")], values[QStringLiteral("Y")],
                    values[QStringLiteral("WIDTH")], values[QStringLiteral("HEIGHT")]};
        QTest::qWait(100);
    }
    return {};
}

void Screen::place(const QString& name, const QRect& where)
{
    const QStringList find = {QStringLiteral("search"), QStringLiteral("--onlyvisible"),
                              QStringLiteral("--name"), name};
    xdotool(find
            + QStringList{QStringLiteral("windowsize"), QString::number(where.width()),
                          QString::number(where.height())});
    xdotool(find
            + QStringList{QStringLiteral("windowmove"), QString::number(where.x()),
                          QString::number(where.y())});
    QTest::qWait(300);
}

void Screen::press(QPoint at)
{
    moveTo(at);
    xdotool({QStringLiteral("mousedown"), QStringLiteral("1")});
    QTest::qWait(kMoveMs * 2);
}

void Screen::moveTo(QPoint at)
{
    const QPoint from = pointer_;
    for (int i = 1; i <= kMoves; ++i) {
        const QPoint step = from + (at - from) * i / kMoves;
        xdotool(
            {QStringLiteral("mousemove"), QString::number(step.x()), QString::number(step.y())});
        QTest::qWait(kMoveMs);
    }
    pointer_ = at;
}

void Screen::release()
{
    moveTo(pointer_ + QPoint(0, 3)); // the target answers to motion; the last answer decides
    QTest::qWait(200);
    xdotool({QStringLiteral("mouseup"), QStringLiteral("1")});
}

void Screen::key(const QString& combination) { xdotool({QStringLiteral("key"), combination}); }

void Screen::shoot(const QString& file)
{
    QProcess import;
    import.start(QStringLiteral("import"),
                 {QStringLiteral("-display"), display_, QStringLiteral("-window"),
                  QStringLiteral("root"), file});
    import.waitForFinished(kWaitMs);
}

QString Screen::xdotool(const QStringList& words)
{
    QProcess tool;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), display_);
    tool.setProcessEnvironment(environment);
    tool.start(QStringLiteral("xdotool"), words);
    tool.waitForFinished(kWaitMs);
    return QString::fromUtf8(tool.readAllStandardOutput());
}

} // namespace xpu::system_test
