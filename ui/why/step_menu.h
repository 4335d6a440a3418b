#pragma once

#include "core/engine/snapshot.h"

#include <QObject>

#include <memory>

class QMenu;
class QPoint;
class QWidget;

namespace xpu::ui {

class EngineBridge;

/// What can be done to one step of a task, as a menu.
class StepMenu : public QObject {
    Q_OBJECT

public:
    using Task = std::shared_ptr<const TaskView>;

    StepMenu(EngineBridge& bridge, QWidget& window);

    void popup(const Task& task, const StepView& step, const QPoint& at);
    /// The menu's lines; the caller owns the menu.
    void fill(QMenu& menu, const Task& task, const StepView& step);

Q_SIGNALS:
    void logWanted(const QString& step, const QString& path);

private:
    void addDevices(QMenu& menu, const TaskView& task, const StepView& step);

    EngineBridge& bridge_;
    QWidget& window_;
};

} // namespace xpu::ui
