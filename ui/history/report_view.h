#pragma once

#include "core/report/report.h"

#include <QWidget>

#include <functional>
#include <memory>

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
    /// Writes the report to `path`, in the form its ending means; the head says how it went.
    void saveAs(const QString& path);

Q_SIGNALS:
    void backWanted();

private:
    QWidget* makeHead();
    /// What the dialog calls files with this ending.
    static QString formName(const QString& ending);
    /// @param then  called on the GUI thread with a sentence when it failed, else an empty text
    void save(const QString& path, std::function<void(const QString&)> then);
    void showFigures();
    void showDevices();
    void showOperations();
    void showSteps();
    void showTimeline();
    void chooseFile();
    void openInBrowser();

    std::shared_ptr<const Report> report_;
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
