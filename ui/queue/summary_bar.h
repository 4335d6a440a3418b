#pragma once

#include "core/engine/command.h"
#include "core/engine/snapshot.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QLabel;
class QPushButton;

namespace xpu::ui {

/// What became of the last drop or removal: "7 added, 2 rejected", with Show and Undo.
class SummaryBar : public QWidget {
    Q_OBJECT

public:
    explicit SummaryBar(QWidget* parent = nullptr);

    /// Tasks just submitted; the bar speaks once all of them are checked.
    void expect(const std::vector<TaskId>& tasks, const std::optional<Command>& inverse);
    void snapshotChanged(const Snapshot& snapshot);
    /// A sentence at once.
    /// A sentence with a button that does what is offered.
    void offer(const QString& sentence, const QString& button, std::function<void()> accept);
    void say(const QString& sentence, const std::optional<Command>& inverse = {});
    QString sentence() const;

Q_SIGNALS:
    void showWanted(const xpu::TaskId& task);
    void undoWanted(const xpu::Command& inverse);

private:
    std::vector<TaskId> expected_;
    TaskId firstRejected_;
    std::optional<Command> inverse_;
    QLabel* label_;
    QPushButton* show_;
    QPushButton* undo_;
    QPushButton* offer_;
    std::function<void()> accept_;
};

} // namespace xpu::ui
