#pragma once

#include "core/engine/snapshot.h"

#include <QDialog>

namespace xpu::ui {

/// Shows the commands a task file wants to run and the digest that an approval binds to.
class ApproveDialog : public QDialog {
    Q_OBJECT

public:
    explicit ApproveDialog(const TaskView& task, QWidget* parent = nullptr);
};

} // namespace xpu::ui
