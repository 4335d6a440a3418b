#pragma once

#include "core/engine/command.h"
#include "core/engine/snapshot.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace xpu::ui {

class EngineBridge;

/// What a person wants of tasks beyond their files, as menus: priority, device, when to start, place.
/// Serves the selected tasks; menus are filled when they open, for devices come and go.
class WishMenus : public QObject {
    Q_OBJECT

public:
    using Tasks = std::vector<std::shared_ptr<const TaskView>>;

    /// @param shortcutScope  shortcuts of single keys work while this or a child has the focus
    WishMenus(EngineBridge& bridge, QWidget& shortcutScope, QObject* parent);
    ~WishMenus() override;

    void update(Tasks selected);
    void addTo(QMenu& menu) const;

private:
    void fillPriorities(QMenu& menu);
    void fillDevices(QMenu& menu);
    void fillTimes(QMenu& menu);
    void askPriority();
    void askTime();
    void askPosition();
    void holdUntil(std::int64_t utcMicros);
    void setPriority(std::optional<int> priority);
    void pin(const std::string& device);
    std::vector<TaskId> ids() const;

    EngineBridge& bridge_;
    QWidget& window_;
    Tasks tasks_;
    QAction* startNow_;
    QAction* retry_;
    QAction* everyStep_;
    QAction* position_;
    std::unique_ptr<QMenu> priorities_;
    std::unique_ptr<QMenu> devices_;
    std::unique_ptr<QMenu> times_;
};

} // namespace xpu::ui
