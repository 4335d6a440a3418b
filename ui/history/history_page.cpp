#include "ui/history/history_page.h"

#include "ui/bridge/engine_bridge.h"
#include "ui/history/history_model.h"
#include "ui/history/report_view.h"
#include "ui/text/format.h"
#include "ui/theme/section_width.h"

#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

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
    column->addWidget(notice_);
    column->addWidget(table_, 1);
    stack_ = new QStackedLayout(this);
    stack_->addWidget(list);
    const auto showNotice = [this] { notice_->setVisible(model_->rowCount() == 0); };
    connect(model_, &QAbstractItemModel::rowsInserted, this, showNotice);
    connect(model_, &QAbstractItemModel::rowsRemoved, this, showNotice);
    connect(model_, &HistoryModel::failed, this, [this](const QString& sentence) {
        notice_->setText(sentence);
        notice_->show();
    });
    connect(table_, &QTableView::activated, this,
            [this](const QModelIndex& index) { openReport(index.row()); });
}

QTableView* HistoryPage::makeTable()
{
    auto* table = new QTableView;
    table->setAccessibleName(tr("Runs"));
    table->setModel(model_);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
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
    if (summary == nullptr)
        return;
    const auto arrived = [self = QPointer(this)](const Result<Report>& report) {
        if (!self)
            return;
        if (!report) {
            self->notice_->setText(errorText(report.error()));
            self->notice_->show();
            return;
        }
        if (self->report_ == nullptr) {
            self->report_ = new ReportView;
            self->stack_->addWidget(self->report_);
            connect(self->report_, &ReportView::backWanted, self, &HistoryPage::showList);
        }
        self->report_->show(*report);
        self->stack_->setCurrentWidget(self->report_);
    };
    bridge_.report(text(summary->run.text()), arrived);
}

void HistoryPage::showList()
{
    stack_->setCurrentIndex(0);
    table_->setFocus();
}

} // namespace xpu::ui
