#pragma once

#include "core/base/ids.h"
#include "ui/queue/row_buttons.h"

#include <QTableView>

#include <string>
#include <vector>

namespace xpu::ui {

class QueueModel;
class QueueDelegate;

/// The queue's table: files dropped between rows, rows dragged to another place, a line that shows
/// where they will go.
class QueueView : public QTableView {
    Q_OBJECT

public:
    explicit QueueView(QueueModel& model, QWidget* parent = nullptr);

    std::vector<TaskId> selectedTasks() const;
    /// Before which row a drop at this height of the viewport goes; the row count = at the end.
    int dropRowAt(int y) const;
    const QueueDelegate& delegate() const { return *delegate_; }

Q_SIGNALS:
    /// @param row  position of the first file; -1 appends
    void filesDropped(const std::vector<std::string>& paths, int row, bool held);
    /// @param before  none = at the end
    void tasksMoved(const std::vector<xpu::TaskId>& tasks, const xpu::TaskId& before);
    void buttonPressed(xpu::ui::RowButton button, int row);
    void selectedTasksChanged();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;

private:
    void setDropRow(int row);
    int lineHeightOf(int row) const;
    void paintDropLine(QPainter& painter) const;
    void paintHint(QPainter& painter) const;
    void scrollAtEdges(int y);

    QueueModel& model_;
    QueueDelegate* delegate_;
    int dropRow_ = -1; ///< -1 = nothing is being dragged over
};

} // namespace xpu::ui
