#pragma once

#include "tests/system/screen.h"

#include <QProcess>
#include <QStringList>

namespace xpu::system_test {

/// Files dragged out of another program's window, as from a file manager.
class Drag {
public:
    explicit Drag(Screen& screen) : screen_(screen) {}
    ~Drag();

    /// False when the other window did not appear.
    bool take(const QStringList& files);
    void over(QPoint at);
    void letGo();

private:
    Screen& screen_;
    QProcess source_;
};

} // namespace xpu::system_test
