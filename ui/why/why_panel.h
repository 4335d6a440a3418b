#pragma once

#include "core/base/ids.h"
#include "core/engine/snapshot.h"

#include <QWidget>

#include <memory>

class QFormLayout;
class QLabel;
class QPushButton;
class QTableView;

namespace xpu::ui {

class CandidateChart;
class StepModel;

/// Why a task's step runs where it runs, its steps, and the facts about the task.
class WhyPanel : public QWidget {
    Q_OBJECT

public:
    explicit WhyPanel(QWidget* parent = nullptr);

    /// Null shows what to do to see something here.
    void show(std::shared_ptr<const TaskView> task);

Q_SIGNALS:
    void logWanted(const QString& step, const QString& path);
    /// @param at  on the screen
    void menuWanted(const std::shared_ptr<const xpu::TaskView>& task, const xpu::StepView& step,
                    const QPoint& at);

private:
    void build();
    QTableView* makeStepTable();
    QWidget* makeFacts();
    int interestingStep() const;
    void showStep();
    void showFacts();
    void wantMenu(const QPoint& at);
    QString toRun() const;

    std::shared_ptr<const TaskView> task_;
    TaskId shown_;
    bool pickedByHand_ = false;
    QLabel* title_;
    CandidateChart* candidates_;
    QLabel* reason_;
    QLabel* trouble_;
    QPushButton* log_;
    StepModel* steps_;
    QTableView* table_;
    QWidget* body_;
    QLabel* hint_;
    QLabel* submitted_;
    QLabel* digest_;
    QLabel* toRun_;
    QLabel* predicted_;
    QLabel* bound_;
    QLabel* moved_;
    QLabel* energy_;
};

} // namespace xpu::ui
