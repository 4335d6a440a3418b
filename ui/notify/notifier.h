#pragma once

#include "core/engine/queue_watch.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace xpu::ui {

class EngineBridge;

/// Tells a person who looks elsewhere that tasks ended or need somebody. What happens within a short
/// time is one notice, and what follows soon replaces it: a queue that ends is no storm.
class Notifier : public QObject {
    Q_OBJECT

public:
    /// @param lookedAt  whether the person has the window before the eyes
    Notifier(EngineBridge& bridge, std::function<bool()> lookedAt, QObject* parent = nullptr);

    /// How long changes are gathered before they are told of.
    void setGathering(std::chrono::milliseconds length) { gathering_.setInterval(length); }

Q_SIGNALS:
    void showWanted(const xpu::TaskId& task);
    void reportWanted(const QString& run);

private:
    using Task = std::shared_ptr<const TaskView>;

    void look();
    void tell();
    void answer(const QString& action);
    void forget();

    EngineBridge& bridge_;
    std::function<bool()> lookedAt_;
    QueueWatch watch_;
    QTimer gathering_;
    QElapsedTimer sinceTold_;
    std::vector<Task> fresh_; ///< not told of yet
    std::vector<Task> told_;  ///< what the notice that is shown speaks of
};

} // namespace xpu::ui
