#include "ui/queue/queue_delegate.h"

#include "ui/queue/queue_model.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace xpu::ui {

namespace {

constexpr int kMargin = 8;
constexpr int kBarWidth = 96;

QColor stateColour(TaskState state)
{
    switch (state) {
    case TaskState::Running:
    case TaskState::Done:
        return theme().good;
    case TaskState::Rejected:
    case TaskState::Failed:
        return theme().danger;
    case TaskState::Interrupted:
    case TaskState::Paused:
        return theme().warn;
    default:
        return theme().muted;
    }
}

/// Cancelled by itself, not by somebody who knows why.
bool hasError(const TaskView& task)
{
    return std::any_of(task.diagnostics.begin(), task.diagnostics.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

/// Rows whose sentence needs more room than the State column has.
bool spreads(const TaskView& task)
{
    return task.state == TaskState::Rejected || task.state == TaskState::Failed
           || (task.state == TaskState::Cancelled && hasError(task)) || !buttonsOf(task).empty();
}

void drawElided(QPainter& painter, const QRect& rect, const QString& text, Qt::Alignment alignment)
{
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine, shown);
}

/// An outlined capsule with a word in it; returns its right end.
int drawPill(QPainter& painter, const QRect& cell, const QString& word, const QColor& colour)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int height = metrics.height() + 5;
    const int top = cell.top() + (cell.height() - height) / 2;
    const QRectF pill(cell.left() + kMargin + 0.5, top + 0.5, metrics.horizontalAdvance(word) + 18,
                      height - 1);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.drawText(pill, Qt::AlignCenter, word);
    return static_cast<int>(pill.right());
}

} // namespace

QueueDelegate::QueueDelegate(const QueueModel& model, QTableView& view)
    : QStyledItemDelegate(&view), model_(model), view_(view)
{}

QRect QueueDelegate::span(int row, int firstColumn, int lastColumn) const
{
    const int left = view_.columnViewportPosition(firstColumn);
    const int right = view_.columnViewportPosition(lastColumn) + view_.columnWidth(lastColumn);
    return {left, view_.rowViewportPosition(row), right - left, view_.rowHeight(row) - 1};
}

std::vector<PlacedButton> QueueDelegate::buttonsAt(int row) const
{
    return placeButtons(model_.task(row), span(row, QueueModel::Progress, QueueModel::Energy),
                        view_.fontMetrics());
}

void QueueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const TaskView& task = model_.task(index.row());
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    painter->save();
    painter->setClipRect(option.rect);
    painter->setFont(option.font);
    QColor ground = selected ? theme().accentSoft : theme().surface;
    if (!selected && task.state == TaskState::Rejected)
        ground = theme().dangerSoft;
    painter->fillRect(option.rect, ground);
    painter->setPen(theme().line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const bool spread = spreads(task);
    if (spread && index.column() >= QueueModel::State) {
        paintMessage(*painter, index.row(), task);
        paintButtons(*painter, index.row());
    } else if (index.column() == QueueModel::State) {
        paintState(*painter, option.rect, task);
    } else if (index.column() == QueueModel::Progress) {
        paintProgress(*painter, option.rect, task);
    } else {
        paintText(*painter, option.rect, index);
    }
    if ((option.state & QStyle::State_HasFocus) != 0 && index.column() == QueueModel::Task) {
        painter->setPen(QPen(theme().accent, 1, Qt::DotLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(2, 2, -3, -4));
    }
    painter->restore();
}

void QueueDelegate::paintText(QPainter& painter, const QRect& cell, const QModelIndex& index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    const bool second = text == unknownText() || index.column() == QueueModel::Number;
    painter.setPen(second ? theme().muted : theme().text);
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    drawElided(painter, cell.adjusted(kMargin, 0, -kMargin, 0), text, alignment);
}

void QueueDelegate::paintState(QPainter& painter, const QRect& cell, const TaskView& task) const
{
    const int right = drawPill(painter, cell, word(task.state), stateColour(task.state));
    painter.setPen(theme().text);
    const QRect rest(right + 8, cell.top(), cell.right() - right - 8 - kMargin, cell.height());
    drawElided(painter, rest, stateDetail(task), Qt::AlignLeft | Qt::AlignVCenter);
}

void QueueDelegate::paintMessage(QPainter& painter, int row, const TaskView& task) const
{
    // Every cell of the row draws the same sentence at the same place, clipped to itself.
    QRect area = span(row, QueueModel::State, QueueModel::Energy);
    const auto buttons = buttonsAt(row);
    if (!buttons.empty())
        area.setRight(buttons.back().rect.left() - kMargin);
    const int right = drawPill(painter, area, word(task.state), stateColour(task.state));
    const bool bad = task.state == TaskState::Rejected || task.state == TaskState::Failed;
    painter.setPen(bad ? theme().danger : theme().text);
    area.setLeft(right + 8);
    drawElided(painter, area, stateDetail(task), Qt::AlignLeft | Qt::AlignVCenter);
}

void QueueDelegate::paintProgress(QPainter& painter, const QRect& cell, const TaskView& task) const
{
    const bool begun = task.stepsDone > 0 || task.state == TaskState::Running;
    if (!begun || task.stepCount == 0) {
        painter.setPen(theme().muted);
        drawElided(painter, cell.adjusted(kMargin, 0, -kMargin, 0), unknownText(),
                   Qt::AlignLeft | Qt::AlignVCenter);
        return;
    }
    const double part = static_cast<double>(task.stepsDone) / static_cast<double>(task.stepCount);
    const int width = std::max(24, std::min(kBarWidth, cell.width() - 68));
    const QRectF track(cell.left() + kMargin, cell.center().y() - 2.5, width, 6);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().track);
    painter.drawRoundedRect(track, 3, 3);
    painter.setBrush(task.state == TaskState::Running ? theme().accent : theme().muted);
    QRectF filled = track;
    filled.setWidth(std::max(part > 0 ? 6.0 : 0.0, track.width() * part));
    painter.drawRoundedRect(filled, 3, 3);
    painter.setPen(theme().text);
    const QRect number(cell.left() + kMargin + width, cell.top(), 48, cell.height());
    painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter,
                     valueText(std::floor(part * 100), Unit::Percent));
}

void QueueDelegate::paintButtons(QPainter& painter, int row) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const PlacedButton& placed : buttonsAt(row)) {
        painter.setPen(theme().line);
        painter.setBrush(theme().surface);
        painter.drawRoundedRect(QRectF(placed.rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(theme().text);
        painter.drawText(placed.rect, Qt::AlignCenter, captionOf(placed.button));
    }
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 19};
}

bool QueueDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const QPoint at = static_cast<QMouseEvent*>(event)->position().toPoint();
        for (const PlacedButton& placed : buttonsAt(index.row()))
            if (placed.rect.contains(at)) {
                Q_EMIT pressed(placed.button, index.row());
                return true;
            }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace xpu::ui
