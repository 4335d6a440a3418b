#pragma once

#include "core/engine/snapshot.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace xpu::ui {

/// The steps of one task, shared with the snapshot, not copied.
class StepModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, State, Device, Predicted, Actual, ColumnCount };
    using Steps = std::shared_ptr<const std::vector<StepView>>;

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows stay while the number of steps stays.
    void show(Steps steps);
    const StepView* step(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Steps steps_;
};

} // namespace xpu::ui
