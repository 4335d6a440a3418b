#pragma once

#include "core/engine/command.h"
#include "core/engine/snapshot.h"

#include <QObject>

#include <memory>
#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace xpu::ui {

/// Everything that can be done to tasks, as actions shared by menu bar, context menu, tool bar and
/// shortcuts. Enabled by the states of the selected tasks.
class QueueActions : public QObject {
    Q_OBJECT

public:
    using Tasks = std::vector<std::shared_ptr<const TaskView>>;

    /// @param shortcutScope  shortcuts of single keys work while this or a child has the focus
    QueueActions(QWidget& shortcutScope, QObject* parent);

    void update(const Tasks& selected, const Snapshot& snapshot);
    void addTaskActions(QMenu& menu) const;
    void addQueueActions(QMenu& menu) const;

    QAction* addFiles;
    QAction* pauseQueue;
    QAction* clear;
    QAction* undo;
    QAction* redo;
    QAction* hold;
    QAction* release;
    QAction* pause;
    QAction* resume;
    QAction* cancel;
    QAction* remove;
    QAction* approve;
    QAction* fix;
    QAction* moveUp;
    QAction* moveDown;
    QAction* moveFirst;
    QAction* moveLast;

Q_SIGNALS:
    void filesWanted();
    void undoWanted();
    void redoWanted();
    void queuePauseWanted(bool paused);
    /// For the selected tasks.
    void holdWanted();
    void releaseWanted();
    void pauseWanted();
    void resumeWanted();
    void cancelWanted();
    void removeWanted();
    void approveWanted();
    void fixWanted();
    void clearWanted();
    /// Rows up (negative) or down; the extremes of int mean the ends of the queue.
    void moveWanted(int rows);

private:
    template <class Signal>
    QAction* make(const QString& text, const QKeySequence& key, Signal signal);
};

} // namespace xpu::ui
