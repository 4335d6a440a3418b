#pragma once

#include "core/base/ids.h"
#include "core/engine/command.h"
#include "core/engine/snapshot.h"
#include "core/task/import/folder.h"

#include <QWidget>

#include <memory>
#include <string>
#include <vector>

class QMenu;
class QStackedLayout;
class QSplitter;

namespace xpu::ui {

class EmptyQueue;
class EngineBridge;
class FileWatch;
class GanttView;
class LiveStrip;
class QueueActions;
class QueueFilter;
class QueueModel;
class QueueView;
class SummaryBar;
class WishMenus;
enum class RowButton;

/// The queue, its timeline and the live charts. Turns what the user does into commands.
class QueuePage : public QWidget {
    Q_OBJECT

public:
    explicit QueuePage(EngineBridge& bridge, QWidget* parent = nullptr);

    QueueActions& actions() { return *actions_; }
    /// Everything that can be done to the selected tasks.
    void fillTaskMenu(QMenu& menu) const;
    /// The task that Why speaks about: the selected one; null when none is.
    std::shared_ptr<const TaskView> currentTask() const;
    /// Opens the file dialog.
    void chooseFiles();
    /// Queues files and what lies in folders; asks where a folder holds very many.
    void submit(const std::vector<std::string>& paths, int row, bool held);
    void setChartsVisible(bool visible);
    /// Selects the row of a task, if it is still there.
    void showTask(const TaskId& task);
    /// Lets the user look for tasks by words.
    void openFilter();
    /// The charts are built after the first frame: they are the dearest part of the window.
    void buildCharts();

Q_SIGNALS:
    void currentTaskChanged();

private:
    void askAboutKernel(const std::string& path, int row, bool held);
    void send(const command::Submit& submit);
    void sendCollected(command::Submit submit, const CollectedFiles& found);
    void tellOfDoubles(const command::Submit& submit, const Applied& applied);
    void connectActions();
    void stepBack(const Command& step);
    void applySnapshot();
    void updateActions();
    void showTimeline();
    void tellWhereItStands();
    void showContextMenu(const QPoint& at);
    void pressButton(RowButton button, int row);
    void approve();
    void fix() const;
    void move(int rows);
    void remove();
    std::vector<TaskId> selected() const;

    EngineBridge& bridge_;
    QueueModel* model_;
    QueueView* view_;
    EmptyQueue* empty_;
    SummaryBar* summary_;
    QueueFilter* filter_;
    FileWatch* watch_;
    QStackedLayout* stack_;
    QSplitter* splitter_;
    QWidget* timelineBox_;
    GanttView* timeline_;
    LiveStrip* strip_ = nullptr;
    QueueActions* actions_;
    WishMenus* wishes_;
    bool chartsVisible_ = true;
    TaskId selectedByItself_; ///< nobody chose this row
};

} // namespace xpu::ui
