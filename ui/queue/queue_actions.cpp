#include "ui/queue/queue_actions.h"

#include "ui/queue/deed_words.h"
#include "ui/queue/row_buttons.h"

#include <QAction>
#include <QMenu>
#include <QSignalBlocker>
#include <QWidget>

#include <algorithm>
#include <initializer_list>
#include <limits>

namespace xpu::ui {

namespace {

bool anyIn(const QueueActions::Tasks& tasks, std::initializer_list<TaskState> states)
{
    return std::any_of(tasks.begin(), tasks.end(), [&](const auto& task) {
        return std::find(states.begin(), states.end(), task->state) != states.end();
    });
}

} // namespace

template <class Signal>
QAction* QueueActions::make(const QString& text, const QKeySequence& key, Signal signal)
{
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, signal);
    return action;
}

QueueActions::QueueActions(QWidget& shortcutScope, QObject* parent)
    : QObject(parent),
      addFiles(make(tr("&Add files…"), QKeySequence::Open, &QueueActions::filesWanted)),
      pauseQueue(new QAction(tr("&Pause queue"), this)),
      clear(make(tr("C&lear finished"), Qt::CTRL | Qt::SHIFT | Qt::Key_L,
                 &QueueActions::clearWanted)),
      undo(make(tr("&Undo"), QKeySequence::Undo, &QueueActions::undoWanted)),
      redo(make(tr("&Redo"), Qt::CTRL | Qt::SHIFT | Qt::Key_Z, &QueueActions::redoWanted)),
      hold(make(tr("&Hold"), Qt::Key_H, &QueueActions::holdWanted)),
      release(make(tr("&Release"), Qt::SHIFT | Qt::Key_H, &QueueActions::releaseWanted)),
      pause(make(tr("Pa&use"), Qt::Key_P, &QueueActions::pauseWanted)),
      resume(make(tr("Re&sume"), Qt::SHIFT | Qt::Key_P, &QueueActions::resumeWanted)),
      cancel(make(tr("&Cancel"), Qt::CTRL | Qt::Key_Period, &QueueActions::cancelWanted)),
      remove(make(tr("Re&move"), QKeySequence::Delete, &QueueActions::removeWanted)),
      approve(
          make(tr("A&pprove commands…"), Qt::CTRL | Qt::Key_Return, &QueueActions::approveWanted)),
      fix(make(tr("&Edit task file"), Qt::Key_F2, &QueueActions::fixWanted)),
      moveUp(make(tr("Move &up"), Qt::ALT | Qt::Key_Up, [this] { Q_EMIT moveWanted(-1); })),
      moveDown(make(tr("Move &down"), Qt::ALT | Qt::Key_Down, [this] { Q_EMIT moveWanted(1); })),
      moveFirst(make(tr("Move to &first place"), Qt::ALT | Qt::Key_Home,
                     [this] { Q_EMIT moveWanted(std::numeric_limits<int>::min()); })),
      moveLast(make(tr("Move to &last place"), Qt::ALT | Qt::Key_End,
                    [this] { Q_EMIT moveWanted(std::numeric_limits<int>::max()); }))
{
    pauseQueue->setCheckable(true);
    pauseQueue->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    connect(pauseQueue, &QAction::triggered, this, &QueueActions::queuePauseWanted);
    for (QAction* action : {hold, release, pause, resume, remove, fix, moveUp, moveDown, moveFirst,
                            moveLast, approve, cancel}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        shortcutScope.addAction(action);
    }
}

void QueueActions::update(const Tasks& selected, const Snapshot& snapshot)
{
    using enum TaskState;
    const bool some = !selected.empty();
    hold->setEnabled(anyIn(selected, {Queued}));
    release->setEnabled(anyIn(selected, {Held}));
    pause->setEnabled(anyIn(selected, {Queued, Running}));
    resume->setEnabled(anyIn(selected, {Paused, Interrupted}));
    cancel->setEnabled(anyIn(selected, {Queued, Held, Running, Paused, Interrupted}));
    remove->setEnabled(some);
    fix->setEnabled(selected.size() == 1);
    approve->setEnabled(std::any_of(selected.begin(), selected.end(),
                                    [](const auto& task) { return task->needsApproval; }));
    for (QAction* action : {moveUp, moveDown, moveFirst, moveLast})
        action->setEnabled(some);
    clear->setEnabled(std::any_of(snapshot.queue.begin(), snapshot.queue.end(),
                                  [](const auto& task) { return isFinal(task->state); }));
    undo->setEnabled(snapshot.undo.has_value());
    undo->setText(snapshot.undo ? tr("&Undo: %1").arg(deedText(*snapshot.undo)) : tr("&Undo"));
    redo->setEnabled(snapshot.redo.has_value());
    redo->setText(snapshot.redo ? tr("&Redo: %1").arg(deedText(*snapshot.redo)) : tr("&Redo"));
    const bool queuePaused = snapshot.queuePaused;
    {
        const QSignalBlocker quiet(pauseQueue); // nobody pressed it
        pauseQueue->setChecked(queuePaused);
    }
    pauseQueue->setText(queuePaused ? tr("Resume &queue") : tr("Pause &queue"));
}

void QueueActions::addTaskActions(QMenu& menu) const
{
    menu.addActions({hold, release, pause, resume, cancel});
    menu.addSeparator();
    menu.addActions({approve, fix, remove});
    menu.addSeparator();
    menu.addActions({moveUp, moveDown, moveFirst, moveLast});
}

void QueueActions::addQueueActions(QMenu& menu) const { menu.addActions({pauseQueue, clear}); }

} // namespace xpu::ui
