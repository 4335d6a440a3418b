#include "ui/history/history_page.h"

#include "ui/bridge/engine_bridge.h"
#include "ui/history/compare_view.h"
#include "ui/history/history_model.h"
#include "ui/history/report_view.h"
#include "ui/history/text_table.h"
#include "ui/text/format.h"
#include "ui/theme/label.h"
#include "ui/theme/section_width.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace xpu::ui {

HistoryPage::HistoryPage(EngineBridge& bridge, QWidget* parent)
    : QWidget(parent),
      bridge_(bridge),
      model_(new HistoryModel(bridge, this)),
      table_(makeTable()),
      notice_(new QLabel(tr("No runs yet. A finished task appears here.")))
{
    setAccessibleName(tr("History"));
    notice_->setProperty("role", QStringLiteral("muted"));
    notice_->setContentsMargins(14, 10, 14, 10);
    notice_->setTextFormat(Qt::PlainText);
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(notice_);
    column->addWidget(table_, 1);
    stack_ = new QStackedLayout(this);
    stack_->addWidget(list);
    const auto showNotice = [this] { notice_->setVisible(model_->rowCount() == 0); };
    connect(model_, &QAbstractItemModel::rowsInserted, this, showNotice);
    connect(model_, &QAbstractItemModel::rowsRemoved, this, showNotice);
    connect(model_, &HistoryModel::failed, this, &HistoryPage::complain);
    connect(table_, &QTableView::activated, this,
            [this](const QModelIndex& index) { openReport(index.row()); });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HistoryPage::showChoice);
    connect(model_, &QAbstractItemModel::dataChanged, this, &HistoryPage::showChoice);
    showChoice();
}

QWidget* HistoryPage::makeBar()
{
    auto* bar = new QWidget;
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 7, 12, 7);
    row->setSpacing(8);
    open_ = new QPushButton(tr("Open &report"));
    open_->setAccessibleName(tr("Open report"));
    connect(open_, &QPushButton::clicked, this,
            [this] { openReport(table_->currentIndex().row()); });
    compare_ = new QPushButton(tr("&Compare"));
    compare_->setAccessibleName(tr("Compare two runs"));
    connect(compare_, &QPushButton::clicked, this, &HistoryPage::compareSelected);
    hint_ = plainLabel("muted");
    row->addWidget(open_);
    row->addWidget(compare_);
    row->addWidget(hint_);
    row->addStretch();
    // The table's own menu says the same as the bar.
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (QPushButton* button : {open_, compare_}) {
        auto* action = new QAction(button->text(), table_);
        connect(action, &QAction::triggered, button, &QPushButton::click);
        table_->addAction(action);
    }
    return bar;
}

QStringList HistoryPage::selectedRuns() const
{
    QModelIndexList rows = table_->selectionModel()->selectedRows();
    // The list stands newest first.
    std::sort(rows.begin(), rows.end(),
              [](const auto& a, const auto& b) { return a.row() > b.row(); });
    QStringList runs;
    for (const QModelIndex& index : rows)
        if (const history::RunSummary* summary = model_->run(index.row()))
            runs << text(summary->run.text());
    return runs;
}

void HistoryPage::showChoice()
{
    const qsizetype chosen = table_->selectionModel()->selectedRows().size();
    open_->setEnabled(chosen == 1);
    compare_->setEnabled(chosen == 2);
    const auto actions = table_->actions();
    actions[0]->setEnabled(chosen == 1);
    actions[1]->setEnabled(chosen == 2);
    hint_->setText(chosen == 2 ? QString() : tr("Select two runs to compare them (Ctrl+click)."));
}

void HistoryPage::complain(const QString& sentence)
{
    notice_->setText(sentence);
    notice_->show();
}

/// Shows the view, made when it is first wanted.
template <class View>
void HistoryPage::present(View*& view)
{
    if (view == nullptr) {
        view = new View;
        stack_->addWidget(view);
        connect(view, &View::backWanted, this, &HistoryPage::showList);
    }
    stack_->setCurrentWidget(view);
}

void HistoryPage::compareSelected()
{
    const QStringList runs = selectedRuns();
    if (runs.size() != 2)
        return;
    const auto both = [self = QPointer(this)](const Result<Report>& first,
                                              const Result<Report>& second) {
        if (!self)
            return;
        if (!first || !second)
            return self->complain(errorText(first ? second.error() : first.error()));
        self->present(self->comparison_);
        self->comparison_->show(compare(*first, *second));
    };
    bridge_.report(runs[0],
                   [self = QPointer(this), both, later = runs[1]](const Result<Report>& first) {
                       if (self)
                           self->bridge_.report(later, [both, first](const Result<Report>& second) {
                               both(first, second);
                           });
                   });
}

QTableView* HistoryPage::makeTable()
{
    auto* table = new QTableView;
    table->setAccessibleName(tr("Runs"));
    table->setModel(model_);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 17);
    QHeaderView* header = table->horizontalHeader();
    header->setHighlightSections(false);
    setSectionWidth(*header, HistoryModel::When, 150);
    header->setSectionResizeMode(HistoryModel::Task, QHeaderView::Stretch);
    setSectionWidth(*header, HistoryModel::State, 110);
    setSectionWidth(*header, HistoryModel::Steps, 80);
    for (int column = HistoryModel::Predicted; column < HistoryModel::ColumnCount; ++column)
        setSectionWidth(*header, column, 112);
    return table;
}

void HistoryPage::reload() { model_->reload(); }

void HistoryPage::openReport(int row)
{
    const history::RunSummary* summary = model_->run(row);
    if (summary != nullptr)
        openRun(text(summary->run.text()));
}

void HistoryPage::openRun(const QString& run)
{
    const auto arrived = [self = QPointer(this)](const Result<Report>& report) {
        if (!self)
            return;
        if (!report)
            return self->complain(errorText(report.error()));
        self->present(self->report_);
        self->report_->show(*report);
    };
    bridge_.report(run, arrived);
}

void HistoryPage::showList()
{
    stack_->setCurrentIndex(0);
    table_->setFocus();
}

} // namespace xpu::ui
