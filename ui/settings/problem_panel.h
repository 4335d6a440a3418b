#pragma once

#include "core/settings/settings.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace xpu::ui {

/// What in the settings file cannot be used, each with the way to its line. Not seen when all is
/// well.
class ProblemPanel : public QWidget {
    Q_OBJECT

public:
    explicit ProblemPanel(QWidget* parent = nullptr);

    /// @param unreadable  nothing in the file can be used
    void display(const std::vector<SettingProblem>& problems, bool unreadable);

Q_SIGNALS:
    void openWanted(int line);

private:
    void add(const SettingProblem& problem);

    QLabel* title_;
    QLabel* meaning_;
    QVBoxLayout* rows_;
};

/// "Line 3, telemetry.rate_hz: a number from 1 to 30 is expected"
QString sentenceOf(const SettingProblem& problem);

} // namespace xpu::ui
