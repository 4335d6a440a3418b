#pragma once

#include "core/engine/snapshot.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <vector>

class QTableView;

namespace xpu::ui {

class DeviceDetails;
class EngineBridge;

/// The devices of a snapshot as rows.
class DeviceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Id, Name, Kind, Label, Memory, Peak, Busy, State, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const std::vector<DeviceView>& devices);
    const DeviceView& device(int row) const { return devices_[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<DeviceView> devices_;
};

/// What each device is, holds and does, or why it cannot be used.
class DevicesPage : public QWidget {
    Q_OBJECT

public:
    explicit DevicesPage(EngineBridge& bridge, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void applySnapshot();
    void showDetails();

    EngineBridge& bridge_;
    DeviceModel* model_;
    QTableView* table_;
    DeviceDetails* details_;
};

} // namespace xpu::ui
