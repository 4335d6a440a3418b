#include "ui/monitor/legend.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <array>

namespace xpu::ui {

Qt::PenStyle dashOf(std::size_t series)
{
    static const std::array<Qt::PenStyle, 4> kDashes{Qt::SolidLine, Qt::DashLine, Qt::DotLine,
                                                     Qt::DashDotLine};
    return kDashes.at(series % kDashes.size());
}

namespace {

constexpr int kSwatch = 16;
constexpr int kInner = 5;
constexpr int kBetween = 12;

QFont strong(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

void Legend::show(std::vector<Entry> entries)
{
    if (entries == entries_)
        return;
    const int before = lines();
    entries_ = std::move(entries);
    if (lines() != before)
        updateGeometry();
    update();
}

int Legend::widthOf(const Entry& entry) const
{
    return kSwatch + 2 * kInner + QFontMetrics(font()).horizontalAdvance(entry.name)
           + QFontMetrics(strong(font())).horizontalAdvance(entry.value);
}

std::vector<QPoint> Legend::places() const
{
    std::vector<QPoint> places;
    QPoint at(0, 0);
    for (const Entry& entry : entries_) {
        const int wide = widthOf(entry);
        if (at.x() > 0 && at.x() + wide > width())
            at = QPoint(0, at.y() + 1);
        places.push_back(at);
        at.rx() += wide + kBetween;
    }
    return places;
}

int Legend::lines() const { return entries_.empty() ? 1 : places().back().y() + 1; }

QSize Legend::sizeHint() const { return {60, lines() * (fontMetrics().height() + 2)}; }

void Legend::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateGeometry();
}

void Legend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int line = fontMetrics().height() + 2;
    const std::vector<QPoint> at = places();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const Entry& entry = entries_[i];
        QRect rest(at[i].x(), at[i].y() * line, widthOf(entry) + 1, line);
        painter.setPen(QPen(theme().series.at(i % 4), 1, dashOf(i)));
        painter.drawLine(rest.left(), rest.center().y(), rest.left() + kSwatch, rest.center().y());
        rest.adjust(kSwatch + kInner, 0, 0, 0);
        painter.setFont(font());
        painter.setPen(theme().muted);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, entry.name);
        painter.setFont(strong(font()));
        painter.setPen(theme().text);
        painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter, entry.value);
    }
}

} // namespace xpu::ui
