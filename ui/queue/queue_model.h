#pragma once

#include "core/engine/snapshot.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace xpu::ui {

/// The queue of the last snapshot as rows. Each new snapshot becomes the fewest row operations, so
/// that selection and scroll position stay with their tasks.
class QueueModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Task, State, Priority, Device, Progress, Left, Energy, ColumnCount };
    using Row = std::shared_ptr<const TaskView>;

    using QAbstractTableModel::QAbstractTableModel;

    void show(const std::vector<Row>& queue);
    const TaskView& task(int row) const { return *rows_[static_cast<std::size_t>(row)]; }
    Row taskRow(int row) const { return rows_[static_cast<std::size_t>(row)]; }
    /// -1 when it is not in the queue.
    int rowOf(const TaskId& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override
    {
        return Qt::CopyAction | Qt::MoveAction;
    }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;

    /// Ids of tasks dragged inside the window.
    static QString taskMimeType();
    static std::vector<TaskId> tasksIn(const QMimeData& mime);

private:
    void removeMissing(const std::vector<Row>& queue);
    void placeAt(std::size_t i, const std::vector<Row>& queue);
    void insertRun(std::size_t i, const std::vector<Row>& queue);
    void moveRow(std::size_t from, std::size_t to);

    std::vector<Row> rows_;
};

} // namespace xpu::ui
