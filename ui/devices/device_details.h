#pragma once

#include "core/engine/snapshot.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QTableWidget;

namespace xpu::ui {

/// One device closely: what it can do and how that is known, and whose values lie in its memory.
class DeviceDetails : public QWidget {
    Q_OBJECT

public:
    explicit DeviceDetails(QWidget* parent = nullptr);

    void show(const DeviceView& device);

private:
    QLabel* addFact(QFormLayout& form, const QString& name);
    void showOwners(const DeviceView& device);

    QLabel* title_;
    QLabel* trouble_;
    QLabel* driver_;
    QLabel* abilities_;
    QLabel* selfTest_;
    QLabel* rates_;
    QLabel* power_;
    QLabel* memory_;
    QLabel* pool_;
    QTableWidget* owners_;
};

} // namespace xpu::ui
