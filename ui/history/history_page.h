#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace xpu::ui {

class EngineBridge;
class CompareView;
class HistoryModel;
class ReportView;

/// All runs, predicted against actual; a double click or Enter opens a run's report, two selected
/// ones are compared.
class HistoryPage : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPage(EngineBridge& bridge, QWidget* parent = nullptr);

    void reload();
    void openReport(int row);
    /// Of any run, also one that is not in the list.
    void openRun(const QString& run);
    /// The older of the two selected runs against the newer; nothing unless two are selected.
    void compareSelected();

private:
    QTableView* makeTable();
    QWidget* makeBar();
    void showList();
    void showChoice();
    /// Ids of the selected runs, the older first.
    QStringList selectedRuns() const;
    void complain(const QString& sentence);
    template <class View>
    void present(View*& view);

    EngineBridge& bridge_;
    HistoryModel* model_;
    QTableView* table_;
    QLabel* notice_;
    QStackedLayout* stack_;
    QLabel* hint_ = nullptr;
    QPushButton* open_ = nullptr;
    QPushButton* compare_ = nullptr;
    ReportView* report_ = nullptr;
    CompareView* comparison_ = nullptr;
};

} // namespace xpu::ui
