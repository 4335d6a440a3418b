#pragma once

#include <QProcess>
#include <QRect>
#include <QString>

#include <memory>
#include <vector>

namespace xpu::system_test {

/// A virtual X screen with a window manager, worked with xdotool. Everything it started ends with it.
class Screen {
public:
    /// Empty when Xvfb, openbox and xdotool are there and the screen came up, else the reason.
    QString open();
    ~Screen();

    /// For QProcess of programs that shall appear here.
    QString display() const { return display_; }
    /// Waits for a window with this name; empty rectangle if none appears.
    QRect windowNamed(const QString& name);
    void place(const QString& name, const QRect& where);
    void press(QPoint at);
    /// Moves in small steps, as a hand does: drag and drop needs motion events.
    void moveTo(QPoint at);
    void release();
    void key(const QString& combination);
    /// Saves what the screen shows; a no-op without ImageMagick.
    void shoot(const QString& file);

private:
    bool managerIsReady();
    QString xdotool(const QStringList& words);
    QProcess server_;
    QProcess manager_;
    QString display_;
    QPoint pointer_;
};

} // namespace xpu::system_test
