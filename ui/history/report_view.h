#pragma once

#include "core/report/report.h"

#include <QWidget>

#include <optional>

class QGridLayout;
class QLabel;
class QTableWidget;

namespace xpu::ui {

class GanttView;

/// One run's report in the window: figures, timeline, devices, operations, steps.
class ReportView : public QWidget {
    Q_OBJECT

public:
    explicit ReportView(QWidget* parent = nullptr);

    void show(Report report);
    /// Writes the report page to `path`; a sentence when that fails, else empty.
    QString save(const QString& path) const;

Q_SIGNALS:
    void backWanted();

private:
    QWidget* makeHead();
    void showFigures();
    void showDevices();
    void showOperations();
    void showSteps();
    void showTimeline();
    void chooseFile();
    void openInBrowser();

    std::optional<Report> report_;
    QLabel* title_;
    QLabel* facts_;
    QLabel* notice_;
    QGridLayout* figures_;
    GanttView* timeline_;
    QTableWidget* devices_;
    QTableWidget* operations_;
    QTableWidget* steps_;
};

} // namespace xpu::ui
