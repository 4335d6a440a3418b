#include "ui/why/why_panel.h"

#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/label.h"
#include "ui/theme/section_width.h"
#include "ui/why/candidate_chart.h"
#include "ui/why/step_model.h"

#include <QDesktopServices>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace xpu::ui {

namespace {

constexpr int kMargin = 12;

QString originOf(const StepView& step)
{
    if (!step.predicted)
        return {};
    if (!step.predicted->known || step.predicted->samples == 0)
        return WhyPanel::tr("No history yet: from the model of the device alone.");
    return WhyPanel::tr("90 % interval and median, from %n measurement(s).", nullptr,
                        static_cast<int>(step.predicted->samples));
}

QString energiesOf(const StepView& step)
{
    QStringList parts;
    if (step.why)
        for (const Candidate& c : step.why->candidates)
            if (c.excluded.empty() && c.known && c.energy.value > 0)
                parts << WhyPanel::tr("%1 on %2").arg(energyText(c.energy), text(c.deviceId));
    return parts.isEmpty()
               ? QString()
               : WhyPanel::tr("Energy, modelled: %1.").arg(parts.join(QStringLiteral(", ")));
}

QString sharesOf(const StepView& step)
{
    QStringList parts;
    for (const StepShare& share : step.shares)
        parts << WhyPanel::tr("%n row(s) by %1", nullptr, static_cast<int>(share.rows))
                     .arg(text(share.device));
    return parts.size() < 2 ? QString()
                            : WhyPanel::tr("Shared: %1.").arg(parts.join(QStringLiteral(", ")));
}

} // namespace

WhyPanel::WhyPanel(QWidget* parent)
    : QWidget(parent),
      title_(wrappedLabel("title")),
      candidates_(new CandidateChart),
      reason_(wrappedLabel("muted")),
      trouble_(wrappedLabel("danger")),
      log_(new QPushButton(tr("Show &log"))),
      steps_(new StepModel(this)),
      table_(makeStepTable()),
      body_(new QWidget),
      hint_(wrappedLabel("muted", tr("Select a task to see why its steps run where they run."))),
      submitted_(wrappedLabel("")),
      digest_(wrappedLabel("")),
      toRun_(wrappedLabel("")),
      predicted_(wrappedLabel("")),
      bound_(wrappedLabel("")),
      moved_(wrappedLabel("")),
      energy_(wrappedLabel(""))
{
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Why"));
    build();
    // Also while nothing is selected: the window must not change when a row is.
    setMinimumWidth(table_->minimumWidth() + 2 * kMargin);
    show(nullptr);
}

void WhyPanel::build()
{
    auto* body = new QVBoxLayout(body_);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(8);
    body->addWidget(title_);
    body->addWidget(candidates_);
    body->addWidget(reason_);
    body->addWidget(trouble_);
    body->addWidget(log_, 0, Qt::AlignLeft);
    body->addSpacing(6);
    body->addWidget(wrappedLabel("heading", tr("STEPS")));
    body->addWidget(table_, 1);
    body->addWidget(wrappedLabel("heading", tr("TASK")));
    body->addWidget(makeFacts());

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, 10, kMargin, 10);
    column->setSpacing(8);
    column->addWidget(wrappedLabel("heading", tr("WHY")));
    column->addWidget(hint_);
    column->addWidget(body_, 1);
    column->addStretch();
    connect(log_, &QPushButton::clicked, this, [this] {
        if (const StepView* step = steps_->step(table_->currentIndex().row()))
            Q_EMIT logWanted(text(step->id), text(step->logPath));
    });
}

QTableView* WhyPanel::makeStepTable()
{
    auto* table = new QTableView;
    table->setObjectName(QStringLiteral("compactTable"));
    table->setAccessibleName(tr("Steps of the selected task"));
    table->setModel(steps_);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setMinimumHeight(120);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    QHeaderView* header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(30);
    header->setSectionResizeMode(StepModel::Name, QHeaderView::Stretch);
    setSectionWidth(*header, StepModel::State, 58);
    setSectionWidth(*header, StepModel::Device, 66);
    setSectionWidth(*header, StepModel::Predicted, 78);
    setSectionWidth(*header, StepModel::Actual, 66);
    constexpr int kNameAtLeast = 64;
    int width = kNameAtLeast + table->verticalScrollBar()->sizeHint().width();
    for (const int column :
         {StepModel::State, StepModel::Device, StepModel::Predicted, StepModel::Actual})
        width += header->sectionSize(column);
    table->setMinimumWidth(width);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &WhyPanel::showStep);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table, &QWidget::customContextMenuRequested, this, &WhyPanel::wantMenu);
    const auto byHand = [this] { pickedByHand_ = true; };
    connect(table, &QTableView::clicked, this, byHand);
    return table;
}

QWidget* WhyPanel::makeFacts()
{
    auto* facts = new QWidget;
    auto* form = new QFormLayout(facts);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(6);
    form->addRow(wrappedLabel("muted", tr("Submitted")), submitted_);
    form->addRow(wrappedLabel("muted", tr("To run")), toRun_);
    form->addRow(wrappedLabel("muted", tr("Predicted")), predicted_);
    form->addRow(wrappedLabel("muted", tr("Predicted bound")), bound_);
    form->addRow(wrappedLabel("muted", tr("Data moved")), moved_);
    form->addRow(wrappedLabel("muted", tr("Energy")), energy_);
    form->addRow(wrappedLabel("muted", tr("SHA-256")), digest_);
    return facts;
}

void WhyPanel::show(std::shared_ptr<const TaskView> task)
{
    task_ = std::move(task);
    hint_->setVisible(!task_);
    body_->setVisible(task_ != nullptr);
    if (!task_) {
        shown_ = {};
        steps_->show(nullptr);
        return;
    }
    if (task_->id != shown_) {
        shown_ = task_->id;
        pickedByHand_ = false;
    }
    steps_->show(task_->steps);
    if (!pickedByHand_ && !table_->hasFocus())
        table_->selectRow(interestingStep());
    showStep();
    showFacts();
}

int WhyPanel::interestingStep() const
{
    int first = 0;
    for (const StepState wanted :
         {StepState::Running, StepState::Failed, StepState::Ready, StepState::Waiting})
        for (int row = 0; row < steps_->rowCount(); ++row)
            if (steps_->step(row)->state == wanted)
                return row;
    return first;
}

void WhyPanel::showStep()
{
    const StepView* step = steps_->step(table_->currentIndex().row());
    if (!task_ || step == nullptr) {
        title_->setText(task_ ? text(task_->name) : QString());
        candidates_->show(nullptr, {});
        reason_->setText(task_ ? stateDetail(*task_) : QString());
        trouble_->hide();
        log_->hide();
        return;
    }
    title_->setText(step->device.empty()
                        ? tr("Step “%1” has no device yet").arg(text(step->id))
                        : tr("Step “%1” → %2").arg(text(step->id), text(step->device)));
    candidates_->show(step->why, step->device);
    QStringList sentences;
    if (step->why && !step->why->reason.empty())
        sentences << text(step->why->reason);
    if (!step->blockedBy.empty())
        sentences << text(step->blockedBy);
    sentences << sharesOf(*step) << originOf(*step) << energiesOf(*step);
    sentences.removeAll(QString());
    reason_->setText(sentences.join(u' '));
    reason_->setToolTip(step->why ? tr("Chosen by %1").arg(text(step->why->chosenBy)) : QString());
    trouble_->setVisible(step->error.has_value());
    if (step->error)
        trouble_->setText(text(step->error->code + ": " + step->error->message));
    log_->setVisible(!step->logPath.empty());
}

void WhyPanel::showFacts()
{
    submitted_->setText(
        task_->submitter.empty()
            ? momentText(task_->submittedUtcMicros)
            : tr("%1, %2").arg(text(task_->submitter), momentText(task_->submittedUtcMicros)));
    QString digest = digestText(task_->sha256);
    if (task_->needsApproval)
        digest += tr(", not approved");
    digest_->setText(digest);
    digest_->setToolTip(text(task_->sha256));
    toRun_->setText(toRun());
    toRun_->setToolTip(tr("Steps whose results do not stand already"));
    predicted_->setText(
        task_->makespan && task_->predicted
            ? tr("%1, took %2").arg(durationText(task_->predicted), durationText(task_->makespan))
            : durationText(task_->predicted));
    bound_->setText(durationText(task_->lowerBound));
    Bytes in;
    Bytes out;
    if (task_->steps)
        for (const StepView& step : *task_->steps) {
            in += step.bytesIn.value_or(Bytes());
            out += step.bytesOut.value_or(Bytes());
        }
    moved_->setText(tr("%1 in, %2 out").arg(bytesText(in), bytesText(out)));
    energy_->setText(task_->energy
                         ? tr("%1, %2").arg(energyText(*task_->energy), word(task_->energyQuality))
                         : unknownText());
}

QString WhyPanel::toRun() const
{
    if (!task_->stepsClean || isFinal(task_->state))
        return unknownText();
    const auto left = static_cast<int>(task_->stepCount - *task_->stepsClean);
    const QString count =
        tr("%1 of %n step(s)", nullptr, static_cast<int>(task_->stepCount)).arg(left);
    return task_->wishes.upTo.empty() ? count
                                      : tr("%1, up to %2").arg(count, text(task_->wishes.upTo));
}

void WhyPanel::wantMenu(const QPoint& at)
{
    const QModelIndex index = table_->indexAt(at);
    const StepView* step =
        steps_->step(index.isValid() ? index.row() : table_->currentIndex().row());
    if (step != nullptr)
        Q_EMIT menuWanted(task_, *step, table_->viewport()->mapToGlobal(at));
}

} // namespace xpu::ui
