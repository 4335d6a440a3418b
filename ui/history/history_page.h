#pragma once

#include <QWidget>

class QLabel;
class QStackedLayout;
class QTableView;

namespace xpu::ui {

class EngineBridge;
class HistoryModel;
class ReportView;

/// All runs, predicted against actual; a double click or Enter opens a run's report.
class HistoryPage : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPage(EngineBridge& bridge, QWidget* parent = nullptr);

    void reload();
    void openReport(int row);

private:
    QTableView* makeTable();
    void showList();

    EngineBridge& bridge_;
    HistoryModel* model_;
    QTableView* table_;
    QLabel* notice_;
    QStackedLayout* stack_;
    ReportView* report_ = nullptr;
};

} // namespace xpu::ui
