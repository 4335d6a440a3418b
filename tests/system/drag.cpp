#include "tests/system/drag.h"

#include <QProcessEnvironment>

namespace xpu::system_test {

Drag::~Drag()
{
    source_.kill();
    source_.waitForFinished();
}

bool Drag::take(const QStringList& files)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), screen_.display());
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    source_.setProcessEnvironment(environment);
    source_.start(QStringLiteral(XPU_BIN_DIR "/drag_source"), files);
    return !screen_.windowNamed(QStringLiteral("drag source")).isEmpty();
}

void Drag::over(QPoint at)
{
    screen_.press(screen_.windowNamed(QStringLiteral("drag source")).center());
    screen_.moveTo(at);
}

void Drag::letGo() { screen_.release(); }

} // namespace xpu::system_test
