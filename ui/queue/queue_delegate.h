#pragma once

#include "ui/queue/row_buttons.h"

#include <QStyledItemDelegate>

class QTableView;

namespace xpu::ui {

class QueueModel;

/// Draws queue rows: state pills, progress bars, a rejected row's message across its empty cells,
/// and the row's buttons at its right end.
class QueueDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    QueueDelegate(const QueueModel& model, QTableView& view);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    /// Also for tests: where a click would have to go.
    std::vector<PlacedButton> buttonsAt(int row) const;

Q_SIGNALS:
    void pressed(xpu::ui::RowButton button, int row);

private:
    QRect span(int row, int firstColumn, int lastColumn) const;
    void paintState(QPainter& painter, const QRect& cell, const TaskView& task) const;
    void paintMessage(QPainter& painter, int row, const TaskView& task) const;
    void paintProgress(QPainter& painter, const QRect& cell, const TaskView& task) const;
    void paintButtons(QPainter& painter, int row) const;
    void paintText(QPainter& painter, const QRect& cell, const QModelIndex& index) const;

    const QueueModel& model_;
    QTableView& view_;
};

} // namespace xpu::ui
