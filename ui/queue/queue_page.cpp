#include "ui/queue/queue_page.h"

#include "core/task/import/file_kind.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/files/editor.h"
#include "ui/monitor/live_strip.h"
#include "ui/queue/approve_dialog.h"
#include "ui/queue/empty_queue.h"
#include "ui/queue/file_watch.h"
#include "ui/queue/kernel_dialog.h"
#include "ui/queue/queue_actions.h"
#include "ui/queue/queue_filter.h"
#include "ui/queue/queue_model.h"
#include "ui/queue/queue_view.h"
#include "ui/queue/summary_bar.h"
#include "ui/queue/wish_menus.h"
#include "ui/text/format.h"
#include "ui/timeline/gantt_view.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <optional>

namespace xpu::ui {

namespace {

std::int64_t nowMicros()
{
    namespace chrono = std::chrono;
    return chrono::duration_cast<chrono::microseconds>(
               chrono::system_clock::now().time_since_epoch())
        .count();
}

/// Of a step that runs or ran.
std::optional<GanttBox> actualBox(const StepView& step)
{
    const bool running = !step.finishedUtcMicros;
    if (!step.startedUtcMicros || (running && step.state != StepState::Running))
        return std::nullopt;
    GanttBox box{text(step.device),
                 text(step.id),
                 *step.startedUtcMicros,
                 running ? nowMicros() : *step.finishedUtcMicros,
                 running,
                 step.state == StepState::Failed};
    if (step.transfer)
        box.copiesMicros = static_cast<std::int64_t>(step.transfer->count() * 1e6);
    return box;
}

/// What was planned and what happened; more than fit on a screen say nothing more.
std::vector<GanttBox> boxesOf(const TaskView& task)
{
    constexpr std::size_t kMost = 2000;
    std::vector<GanttBox> boxes;
    if (!task.steps)
        return boxes;
    for (const StepView& step : *task.steps) {
        if (boxes.size() >= kMost)
            break;
        if (step.plannedStartUtcMicros && step.plannedFinishUtcMicros) {
            GanttBox& planned = boxes.emplace_back();
            planned.lane = text(step.device);
            planned.name = text(step.id);
            planned.fromMicros = *step.plannedStartUtcMicros;
            planned.toMicros = *step.plannedFinishUtcMicros;
            planned.planned = true;
        }
        if (auto box = actualBox(step))
            boxes.push_back(std::move(*box));
    }
    return boxes;
}

} // namespace

QueuePage::QueuePage(EngineBridge& bridge, QWidget* parent)
    : QWidget(parent),
      bridge_(bridge),
      model_(new QueueModel(this)),
      view_(new QueueView(*model_)),
      empty_(new EmptyQueue(bridge.samples())),
      summary_(new SummaryBar),
      filter_(new QueueFilter(*view_, *model_)),
      watch_(new FileWatch(this)),
      splitter_(new QSplitter(Qt::Vertical)),
      timelineBox_(new QWidget),
      timeline_(new GanttView),
      actions_(new QueueActions(*view_, this)),
      wishes_(new WishMenus(bridge, *view_, this))
{
    setFocusProxy(view_);
    auto* tables = new QWidget;
    stack_ = new QStackedLayout(tables);
    stack_->addWidget(empty_);
    stack_->addWidget(view_);
    timelineBox_->setObjectName(QStringLiteral("panel"));
    timelineBox_->setAttribute(Qt::WA_StyledBackground);
    auto* timelineLayout = new QVBoxLayout(timelineBox_);
    timelineLayout->setContentsMargins(12, 9, 12, 3);
    timelineLayout->addWidget(timeline_);
    timelineBox_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* upper = new QWidget;
    auto* upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins({});
    upperLayout->setSpacing(0);
    upperLayout->addWidget(summary_);
    upperLayout->addWidget(filter_);
    upperLayout->addWidget(tables, 1);
    upperLayout->addWidget(timelineBox_);
    splitter_->addWidget(upper);
    splitter_->setStretchFactor(0, 1);
    splitter_->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(splitter_);

    connect(view_, &QueueView::filesDropped, this, &QueuePage::submit);
    connect(empty_, &EmptyQueue::filesDropped, this, &QueuePage::submit);
    connect(empty_, &EmptyQueue::openRequested, this, &QueuePage::chooseFiles);
    connect(empty_, &EmptyQueue::sampleRequested, this, [this](const std::string& sample) {
        bridge_.copySample(sample, [this](const std::string& copy) { submit({copy}, -1, false); });
    });
    connect(view_, &QueueView::tasksMoved, this, [this](const auto& tasks, const TaskId& before) {
        bridge_.send(command::Move{tasks, before});
    });
    connect(view_, &QueueView::buttonPressed, this, &QueuePage::pressButton);
    connect(view_, &QAbstractItemView::pressed, this, [this] {
        selectedByItself_ = {};
        tellWhereItStands();
    });
    connect(view_, &QueueView::selectedTasksChanged, this, [this] {
        tellWhereItStands();
        updateActions();
        showTimeline();
        Q_EMIT currentTaskChanged();
    });
    connect(view_, &QWidget::customContextMenuRequested, this, &QueuePage::showContextMenu);
    connect(summary_, &SummaryBar::undoWanted, this,
            [this](const Command& inverse) { bridge_.send(inverse); });
    connect(summary_, &SummaryBar::showWanted, this, &QueuePage::showTask);
    connect(watch_, &FileWatch::saved, this,
            [this](const std::vector<TaskId>& tasks) { bridge_.send(command::Recheck{tasks}); });
    connect(&bridge_, &EngineBridge::snapshotChanged, this, &QueuePage::applySnapshot);
    connectActions();
    applySnapshot();
}

void QueuePage::connectActions()
{
    const auto sends = [this](auto make) {
        return [this, make] { bridge_.send(make(selected())); };
    };
    QueueActions* a = actions_;
    connect(a, &QueueActions::undoWanted, this, [this] { stepBack(command::Undo{}); });
    connect(a, &QueueActions::redoWanted, this, [this] { stepBack(command::Redo{}); });
    connect(a, &QueueActions::filesWanted, this, &QueuePage::chooseFiles);
    connect(a, &QueueActions::holdWanted, this, sends([](auto t) { return command::Hold{t}; }));
    connect(a, &QueueActions::releaseWanted, this,
            sends([](auto t) { return command::Release{t}; }));
    connect(a, &QueueActions::pauseWanted, this, sends([](auto t) { return command::Pause{t}; }));
    connect(a, &QueueActions::resumeWanted, this, sends([](auto t) { return command::Resume{t}; }));
    connect(a, &QueueActions::cancelWanted, this, sends([](auto t) { return command::Cancel{t}; }));
    connect(a, &QueueActions::removeWanted, this, &QueuePage::remove);
    connect(a, &QueueActions::approveWanted, this, &QueuePage::approve);
    connect(a, &QueueActions::fixWanted, this, &QueuePage::fix);
    connect(a, &QueueActions::moveWanted, this, &QueuePage::move);
    connect(a, &QueueActions::clearWanted, this, [this] {
        bridge_.send(command::Clear{}, [this](const Applied& applied) {
            summary_->say(tr("%n row(s) cleared", nullptr, static_cast<int>(applied.tasks.size())),
                          applied.inverse);
        });
    });
    connect(a, &QueueActions::queuePauseWanted, this, [this](bool paused) {
        if (paused)
            bridge_.send(command::Pause{});
        else
            bridge_.send(command::Resume{});
    });
}

/// What the summary says, and offers to undo, may be what is taken back.
void QueuePage::stepBack(const Command& step)
{
    summary_->hide();
    bridge_.send(step);
}

void QueuePage::openFilter() { filter_->open(); }

void QueuePage::buildCharts()
{
    if (strip_ != nullptr)
        return;
    strip_ = new LiveStrip(bridge_);
    splitter_->addWidget(strip_);
    splitter_->setStretchFactor(1, 0);
    splitter_->setSizes({std::max(200, height() - 184), 184});
    strip_->setVisible(chartsVisible_);
}

void QueuePage::setChartsVisible(bool visible)
{
    chartsVisible_ = visible;
    if (strip_ != nullptr)
        strip_->setVisible(visible);
}

void QueuePage::showTask(const TaskId& task)
{
    if (const int row = model_->rowOf(task); row >= 0)
        view_->selectRow(row);
    view_->setFocus();
}

std::vector<TaskId> QueuePage::selected() const { return view_->selectedTasks(); }

std::shared_ptr<const TaskView> QueuePage::currentTask() const
{
    const QModelIndexList rows = view_->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return nullptr;
    const QModelIndex current = view_->currentIndex();
    const bool currentSelected =
        current.isValid() && view_->selectionModel()->isRowSelected(current.row());
    return model_->taskRow(currentSelected ? current.row() : rows.first().row());
}

void QueuePage::applySnapshot()
{
    const auto snapshot = bridge_.snapshot();
    const bool wasEmpty = model_->rowCount() == 0;
    model_->show(snapshot->queue);
    empty_->setOpening(!bridge_.isOpen());
    stack_->setCurrentWidget(snapshot->queue.empty() ? static_cast<QWidget*>(empty_) : view_);
    if (filter_->isVisible())
        filter_->apply();
    summary_->snapshotChanged(*snapshot);
    watch_->snapshotChanged(*snapshot);
    if (wasEmpty && model_->rowCount() > 0) {
        selectedByItself_ = model_->task(0).id;
        view_->selectRow(0);
    }
    tellWhereItStands();
    updateActions();
    showTimeline();
    Q_EMIT currentTaskChanged();
}

void QueuePage::updateActions()
{
    const auto snapshot = bridge_.snapshot();
    QueueActions::Tasks tasks;
    for (const QModelIndex& index : view_->selectionModel()->selectedRows())
        tasks.push_back(model_->taskRow(index.row()));
    actions_->update(tasks, *snapshot);
    wishes_->update(std::move(tasks));
}

void QueuePage::tellWhereItStands()
{
    const std::vector<TaskId> tasks = selected();
    const bool chosen = !tasks.empty() && tasks != std::vector{selectedByItself_};
    if (chosen)
        selectedByItself_ = {};
    bridge_.standAt(chosen ? model_->rowOf(tasks.front()) : -1);
}

void QueuePage::showTimeline()
{
    const auto task = currentTask();
    std::vector<GanttBox> boxes = task ? boxesOf(*task) : std::vector<GanttBox>();
    timelineBox_->setVisible(!boxes.empty());
    if (!boxes.empty())
        timeline_->show(std::move(boxes));
}

void QueuePage::chooseFiles()
{
    const QStringList files =
        QFileDialog::getOpenFileNames(this, tr("Add task files"), {},
                                      tr("Tasks, scripts, lists and kernels (*.xpu.toml *.sh "
                                         "*.sbatch *.slurm *.txt *.cmds *.comp *.spv *.cl);;All "
                                         "files (*)"));
    std::vector<std::string> paths;
    for (const QString& file : files)
        paths.push_back(file.toStdString());
    if (!paths.empty())
        submit(paths, -1, false);
}

/// A kernel alone is no task: a person says what it works on, and a task file is written beside it.
void QueuePage::askAboutKernel(const std::string& path, int row, bool held)
{
    bridge_.sketchKernel(path, [this, path, row, held](const KernelSketch& sketch) {
        auto* dialog = new KernelDialog(path, sketch, this);
        connect(dialog, &KernelDialog::written, this,
                [this, row, held](const std::string& task) { submit({task}, row, held); });
        dialog->open();
    });
}

void QueuePage::submit(const std::vector<std::string>& all, int row, bool held)
{
    std::vector<std::string> paths;
    for (const std::string& path : all)
        if (task::kindOfFile(path) == task::FileKind::Kernel)
            askAboutKernel(path, row, held);
        else
            paths.push_back(path);
    if (paths.empty())
        return;
    command::Submit submit;
    submit.paths = paths;
    submit.row = row;
    submit.held = held;
    submit.again = false;
    const bool anyFolder = std::any_of(paths.begin(), paths.end(), [](const std::string& path) {
        return QFileInfo(QString::fromStdString(path)).isDir();
    });
    if (!anyFolder)
        return send(submit);
    // A walk through folders may take long: it has a thread of its own.
    const auto found = std::make_shared<CollectedFiles>();
    QThread* walk = QThread::create([found, paths] { *found = collectFiles(paths); });
    connect(walk, &QThread::finished, this,
            [this, found, submit] { sendCollected(submit, *found); });
    connect(walk, &QThread::finished, walk, &QObject::deleteLater);
    walk->start();
}

void QueuePage::sendCollected(command::Submit submit, const CollectedFiles& found)
{
    submit.paths = found.files;
    if (found.complete && found.fromFolders <= kAskAbove)
        return send(submit);
    const int count = static_cast<int>(found.files.size());
    summary_->offer(found.complete ? tr("The folders hold %n file(s)", nullptr, count)
                                   : tr("The folders hold too many files; these are the first %n",
                                        nullptr, count),
                    tr("&Add all of them"), [this, submit = std::move(submit)] { send(submit); });
}

void QueuePage::send(const command::Submit& submit)
{
    bridge_.send(submit, [this, submit](const Applied& applied) {
        summary_->expect(applied.tasks, applied.inverse);
        summary_->snapshotChanged(*bridge_.snapshot());
        tellOfDoubles(submit, applied);
    });
}

void QueuePage::tellOfDoubles(const command::Submit& submit, const Applied& applied)
{
    const auto* undo = applied.inverse ? std::get_if<command::Remove>(&*applied.inverse) : nullptr;
    std::vector<TaskId> added;
    if (undo != nullptr)
        added = undo->tasks;
    command::Submit again = submit;
    again.again = true;
    again.paths.clear();
    int row = 0;
    for (std::size_t i = 0; i < applied.tasks.size() && i < submit.paths.size(); ++i) {
        if (submit.again || std::find(added.begin(), added.end(), applied.tasks[i]) != added.end())
            continue;
        again.paths.push_back(submit.paths[i]);
        row = model_->rowOf(applied.tasks[i]) + 1;
    }
    if (again.paths.empty())
        return;
    const int doubles = static_cast<int>(again.paths.size());
    const QString sentence = doubles == 1 && row > 0
                                 ? tr("%1 is already queued at #%2")
                                       .arg(QFileInfo(text(again.paths.front())).fileName())
                                       .arg(row)
                                 : tr("%n file(s) are queued already", nullptr, doubles);
    const QString others = added.empty()
                               ? QString()
                               : tr("%n file(s) added", nullptr, static_cast<int>(added.size()))
                                     + QStringLiteral("; ");
    summary_->expect({}, {});
    summary_->offer(others + sentence, tr("&Add again"),
                    [this, again = std::move(again)] { send(again); });
}

void QueuePage::remove()
{
    bridge_.send(command::Remove{selected()}, [this](const Applied& applied) {
        summary_->say(tr("%n row(s) removed", nullptr, static_cast<int>(applied.tasks.size())),
                      applied.inverse);
    });
}

void QueuePage::approve()
{
    const auto task = currentTask();
    if (!task || !task->needsApproval)
        return;
    auto* dialog = new ApproveDialog(*task, this);
    connect(dialog, &QDialog::accepted, this,
            [this, id = task->id] { bridge_.send(command::Approve{{id}}); });
    dialog->open();
}

void QueuePage::fix() const
{
    const auto task = currentTask();
    if (!task)
        return;
    const auto error =
        std::find_if(task->diagnostics.begin(), task->diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::Error; });
    const bool placed = error != task->diagnostics.end();
    openInEditor(text(task->path), placed ? error->line : 0, placed ? error->column : 0);
}

void QueuePage::move(int rows)
{
    const std::vector<TaskId> tasks = selected();
    if (tasks.empty())
        return;
    const int count = model_->rowCount();
    // Down skips the row below the last selected one; up goes before the row above the first.
    const int from = rows < 0 ? model_->rowOf(tasks.front()) : model_->rowOf(tasks.back()) + 1;
    const auto target = std::clamp<std::int64_t>(static_cast<std::int64_t>(from) + rows, 0, count);
    const int row = static_cast<int>(target);
    bridge_.send(command::Move{tasks, row >= count ? TaskId() : model_->task(row).id});
}

void QueuePage::pressButton(RowButton button, int row)
{
    view_->selectRow(row);
    const TaskId task = model_->task(row).id;
    switch (button) {
    case RowButton::Fix:
        fix();
        break;
    case RowButton::Allow:
        bridge_.send(command::Grant{folderToAllow(model_->task(row)).toStdString()});
        break;
    case RowButton::Approve:
        approve();
        break;
    case RowButton::Resume:
        bridge_.send(command::Resume{{task}});
        break;
    case RowButton::GiveUp:
        bridge_.send(command::Cancel{{task}});
        break;
    }
}

void QueuePage::fillTaskMenu(QMenu& menu) const
{
    actions_->addTaskActions(menu);
    menu.addSeparator();
    wishes_->addTo(menu);
}

void QueuePage::showContextMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillTaskMenu(*menu);
    menu->addSeparator();
    menu->addAction(actions_->addFiles);
    actions_->addQueueActions(*menu);
    menu->popup(view_->viewport()->mapToGlobal(at));
}

} // namespace xpu::ui
