#include "ui/timeline/gantt_view.h"

#include "ui/text/format.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <ranges>

namespace xpu::ui {

namespace {
constexpr int kLabels = 78;
constexpr int kLane = 24;
constexpr int kPitch = 28;
constexpr double kBox = 16;    ///< height of what happened
constexpr double kPlanned = 4; ///< and of what was planned, below it
constexpr int kFoot = 20;
} // namespace

GanttView::GanttView(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Timeline of steps by device"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void GanttView::show(std::vector<GanttBox> boxes)
{
    const std::size_t lanesBefore = lanes_.size();
    boxes_ = std::move(boxes);
    lanes_.clear();
    begin_ = boxes_.empty() ? 0 : boxes_.front().fromMicros;
    end_ = begin_ + 1;
    for (const GanttBox& box : boxes_) {
        begin_ = std::min(begin_, box.fromMicros);
        end_ = std::max(end_, box.toMicros);
        if (std::find(lanes_.begin(), lanes_.end(), box.lane) == lanes_.end())
            lanes_.push_back(box.lane);
    }
    std::sort(lanes_.begin(), lanes_.end());
    const auto ran = std::count_if(boxes_.begin(), boxes_.end(),
                                   [](const GanttBox& box) { return !box.planned; });
    setAccessibleDescription(tr("%n step(s) on the timeline", nullptr, static_cast<int>(ran)));
    if (lanes_.size() != lanesBefore)
        updateGeometry();
    update();
}

QSize GanttView::sizeHint() const
{
    return {400, static_cast<int>(lanes_.size()) * kPitch + kFoot};
}

int GanttView::laneOf(const GanttBox& box) const
{
    return static_cast<int>(std::find(lanes_.begin(), lanes_.end(), box.lane) - lanes_.begin());
}

QRectF GanttView::rectOf(const GanttBox& box) const
{
    const double perMicro = (width() - kLabels) / static_cast<double>(end_ - begin_);
    const double left = kLabels + static_cast<double>(box.fromMicros - begin_) * perMicro;
    const double wide = static_cast<double>(box.toMicros - box.fromMicros) * perMicro;
    const double top = laneOf(box) * kPitch + 2.0;
    const double width = std::max(2.0, wide - 1);
    return box.planned ? QRectF(left, top + kBox + 1, width, kPlanned)
                       : QRectF(left, top, width, kBox);
}

void GanttView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLanes(painter);
    for (const GanttBox& box : boxes_) {
        if (box.planned)
            paintPlanned(painter, box);
        else
            paintBox(painter, box);
    }
    painter.setPen(theme().muted);
    const QRect foot(kLabels, static_cast<int>(lanes_.size()) * kPitch, width() - kLabels, kFoot);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
    const bool anyPlanned =
        std::any_of(boxes_.begin(), boxes_.end(), [](const GanttBox& box) { return box.planned; });
    if (anyPlanned)
        painter.drawText(foot, Qt::AlignCenter, tr("thin lines: as planned"));
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter,
                     durationText(Seconds(static_cast<double>(end_ - begin_) * 1e-6)));
}

void GanttView::paintLanes(QPainter& painter) const
{
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
        const int top = static_cast<int>(lane) * kPitch;
        painter.setPen(theme().muted);
        painter.drawText(QRect(0, top, kLabels - 10, kLane), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(lanes_[lane], Qt::ElideRight, kLabels - 10));
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().track);
        painter.drawRoundedRect(QRectF(kLabels, top, width() - kLabels, kLane), 2, 2);
    }
}

void GanttView::paintBox(QPainter& painter, const GanttBox& box) const
{
    const QRectF rect = rectOf(box);
    QColor fill =
        box.failed ? theme().danger : theme().series.at(static_cast<std::size_t>(laneOf(box)) % 3);
    if (box.running)
        fill.setAlphaF(0.55F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, 2, 2);
    const double share =
        static_cast<double>(box.copiesMicros)
        / static_cast<double>(std::max<std::int64_t>(1, box.toMicros - box.fromMicros));
    if (share > 0) {
        painter.setBrush(QBrush(theme().surface, Qt::BDiagPattern));
        painter.drawRect(
            QRectF(rect.topLeft(), QSizeF(rect.width() * std::min(1.0, share), rect.height())));
    }
    if (rect.width() < 34)
        return;
    painter.setPen(contrastRatio(fill, Qt::white) > 3 ? Qt::white : Qt::black);
    const QRectF inside = rect.adjusted(5, 0, -3, 0);
    painter.drawText(
        inside, Qt::AlignLeft | Qt::AlignVCenter,
        fontMetrics().elidedText(box.name, Qt::ElideRight, static_cast<int>(inside.width())));
}

void GanttView::paintPlanned(QPainter& painter, const GanttBox& box) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().muted);
    painter.drawRect(rectOf(box));
}

bool GanttView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const auto& box : boxes_ | std::views::reverse) {
        if (!rectOf(box).adjusted(-1, 0, 1, 0).contains(help->pos()))
            continue;
        const Seconds took(static_cast<double>(box.toMicros - box.fromMicros) * 1e-6);
        QString said = tr("%1 on %2, %3").arg(box.name, box.lane, durationText(took));
        if (box.planned)
            said = tr("planned: %1").arg(said);
        else if (box.copiesMicros > 0)
            said += tr(", of it copies %1")
                        .arg(durationText(Seconds(static_cast<double>(box.copiesMicros) * 1e-6)));
        QToolTip::showText(help->globalPos(), said, this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

} // namespace xpu::ui
