#pragma once

#include "core/report/comparison.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace xpu::ui {

/// Two runs side by side: the verdict in words, figures, devices, operations, steps.
class CompareView : public QWidget {
    Q_OBJECT

public:
    explicit CompareView(QWidget* parent = nullptr);

    void show(const Comparison& comparison);

Q_SIGNALS:
    void backWanted();

private:
    QWidget* makeHead();
    void showFigures(const Comparison& both);
    void showDevices(const Comparison& both);
    void showOperations(const Comparison& both);
    void showSteps(const Comparison& both);

    QLabel* title_;
    QLabel* verdict_; ///< its first sentence
    QLabel* reasons_; ///< the others
    QLabel* only_;    ///< steps of one run alone
    QTableWidget* figures_;
    QTableWidget* devices_;
    QTableWidget* operations_;
    QTableWidget* steps_;
};

} // namespace xpu::ui
