#include "ui/queue/queue_view.h"

#include "ui/queue/dropped_files.h"
#include "ui/queue/queue_delegate.h"
#include "ui/queue/queue_model.h"
#include "ui/theme/section_width.h"
#include "ui/theme/theme.h"

#include <QDropEvent>
#include <QHeaderView>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace xpu::ui {

namespace {

bool isOurs(const QMimeData& mime)
{
    return mime.hasUrls() || mime.hasFormat(QueueModel::taskMimeType());
}

void setUpHeader(QHeaderView& header)
{
    header.setSectionResizeMode(QHeaderView::Interactive);
    header.setSectionResizeMode(QueueModel::State, QHeaderView::Stretch);
    header.setHighlightSections(false);
    header.setMinimumSectionSize(36);
    setSectionWidth(header, QueueModel::Number, 40);
    setSectionWidth(header, QueueModel::Task, 180);
    setSectionWidth(header, QueueModel::Priority, 72);
    setSectionWidth(header, QueueModel::Device, 100);
    setSectionWidth(header, QueueModel::Progress, 128);
    setSectionWidth(header, QueueModel::Left, 124);
    const QString longest = QStringLiteral("≈ 0.27 mWh"); // no unit may be cut off
    setSectionWidth(header, QueueModel::Energy,
                    header.fontMetrics().horizontalAdvance(longest) + 26);
}

} // namespace

QueueView::QueueView(QueueModel& model, QWidget* parent)
    : QTableView(parent), model_(model), delegate_(new QueueDelegate(model, *this))
{
    setObjectName(QStringLiteral("queueView"));
    setAccessibleName(tr("Queue"));
    setModel(&model_);
    setItemDelegate(delegate_);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 19);
    setUpHeader(*horizontalHeader());
    setDragEnabled(true);
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true);
    setDragDropMode(DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(delegate_, &QueueDelegate::pressed, this, &QueueView::buttonPressed);
}

std::vector<TaskId> QueueView::selectedTasks() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    std::vector<TaskId> tasks;
    for (const int row : rows)
        tasks.push_back(model_.task(row).id);
    return tasks;
}

int QueueView::dropRowAt(int y) const
{
    const int row = rowAt(y);
    if (row < 0)
        return model_.rowCount();
    const bool lowerHalf = y > rowViewportPosition(row) + rowHeight(row) / 2;
    return lowerHalf ? row + 1 : row;
}

void QueueView::dragEnterEvent(QDragEnterEvent* event)
{
    if (isOurs(*event->mimeData()))
        event->acceptProposedAction();
}

void QueueView::dragMoveEvent(QDragMoveEvent* event)
{
    if (!isOurs(*event->mimeData())) {
        event->ignore();
        return;
    }
    const int y = event->position().toPoint().y();
    scrollAtEdges(y);
    setDropRow(dropRowAt(y));
    event->setDropAction(event->mimeData()->hasUrls() ? Qt::CopyAction : Qt::MoveAction);
    event->accept();
}

void QueueView::scrollAtEdges(int y)
{
    constexpr int kEdge = 18;
    QScrollBar* bar = verticalScrollBar();
    if (y < kEdge)
        bar->setValue(bar->value() - kEdge);
    else if (y > viewport()->height() - kEdge)
        bar->setValue(bar->value() + kEdge);
}

void QueueView::dragLeaveEvent(QDragLeaveEvent*) { setDropRow(-1); }

void QueueView::dropEvent(QDropEvent* event)
{
    const int row = dropRowAt(event->position().toPoint().y());
    setDropRow(-1);
    const bool atEnd = row >= model_.rowCount();
    if (event->mimeData()->hasFormat(QueueModel::taskMimeType())) {
        const std::vector<TaskId> tasks = QueueModel::tasksIn(*event->mimeData());
        // The view would delete the rows of a finished move; the engine's next snapshot moves them.
        event->setDropAction(Qt::CopyAction);
        event->accept();
        if (!tasks.empty())
            Q_EMIT tasksMoved(tasks, atEnd ? TaskId() : model_.task(row).id);
        return;
    }
    const std::vector<std::string> paths = droppedFiles(*event->mimeData());
    if (paths.empty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    Q_EMIT filesDropped(paths, atEnd ? -1 : row, (event->modifiers() & Qt::ControlModifier) != 0);
}

void QueueView::setDropRow(int row)
{
    if (row == dropRow_)
        return;
    dropRow_ = row;
    viewport()->update();
}

int QueueView::lineHeightOf(int row) const
{
    if (model_.rowCount() == 0)
        return 2;
    if (row < model_.rowCount())
        return std::max(2, rowViewportPosition(row) - 1);
    const int last = model_.rowCount() - 1;
    return rowViewportPosition(last) + rowHeight(last) - 1;
}

void QueueView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    paintHint(painter);
    if (dropRow_ >= 0)
        paintDropLine(painter);
}

void QueueView::paintDropLine(QPainter& painter) const
{
    const int y = lineHeightOf(dropRow_);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().accent);
    painter.drawRect(0, y - 1, viewport()->width(), 2);
    painter.drawEllipse(QPointF(4, y), 4, 4);
}

void QueueView::paintHint(QPainter& painter) const
{
    const int last = model_.rowCount() - 1;
    const int top = last < 0 ? 0 : rowViewportPosition(last) + rowHeight(last);
    const QRect zone(14, top + 14, viewport()->width() - 28, 54);
    if (zone.bottom() + 8 > viewport()->height())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(dropRow_ == last + 1 ? theme().accent : theme().line, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(zone).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setPen(theme().muted);
    painter.drawText(
        zone, Qt::AlignCenter,
        tr("Drop task files or folders here, or press Ctrl+O. Hold Ctrl to add them held."));
}

void QueueView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    viewport()->update();
}

void QueueView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectedTasksChanged();
}

} // namespace xpu::ui
