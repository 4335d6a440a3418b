#pragma once

#include "core/task/import/kernel_task.h"

#include <QDialog>

#include <optional>
#include <string>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableWidget;

namespace xpu::ui {

/// Asks what a dropped kernel works on, shows the task file that becomes of it, and writes that beside
/// the kernel. What the kernel's own file tells is filled in.
class KernelDialog : public QDialog {
    Q_OBJECT

public:
    KernelDialog(const std::string& path, const KernelSketch& kernel, QWidget* parent);

Q_SIGNALS:
    /// The task file is there.
    void written(const std::string& path);

private:
    void fillBuffers();
    void fillConstants();
    /// What is given so far; nothing, and `missing` says what, while it makes no task.
    std::optional<KernelAnswers> answers(QString& missing) const;
    std::optional<KernelAnswers::Port> port(int row, QString& missing) const;
    void showTask();
    void write();

    const std::string path_;
    const KernelSketch kernel_;
    QLineEdit* name_;
    QTableWidget* buffers_;
    QTableWidget* constants_;
    QLineEdit* global_;
    QLineEdit* local_;
    QPlainTextEdit* task_;
    QLabel* missing_;
    QPushButton* add_;
};

} // namespace xpu::ui
