#pragma once

#include "ui/log/log_tail.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace xpu::ui {

/// A window with what a step has printed: grows while the step runs, can be searched.
class LogWindow : public QWidget {
    Q_OBJECT

public:
    LogWindow(const QString& step, const QString& path, QWidget* parent);

    /// Reads what has come since the last time.
    void readOn();
    /// Selects the next place, or the one before, where the search field's text stands; starts
    /// again at the other end.
    void find(bool backward);

private:
    QWidget* makeBar();
    void append(const LogTail::Piece& piece);
    void showState();

    LogTail tail_;
    QPlainTextEdit* text_;
    QLineEdit* search_;
    QCheckBox* follow_;
    QLabel* state_;
    QTimer timer_;
};

} // namespace xpu::ui
