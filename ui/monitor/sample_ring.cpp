#include "ui/monitor/sample_ring.h"

#include <algorithm>
#include <cmath>

namespace xpu::ui {

namespace {

/// Lowest and highest point of one pixel column.
struct Column {
    int number = -1;
    QPointF low;
    QPointF high;

    void begin(int column, QPointF point)
    {
        number = column;
        low = point;
        high = point;
    }
    void take(QPointF point)
    {
        if (point.y() < low.y())
            low = point;
        if (point.y() >= high.y())
            high = point;
    }
    void appendTo(QList<QPointF>& out) const
    {
        if (number < 0)
            return;
        const bool lowFirst = low.x() <= high.x();
        out.append(lowFirst ? low : high);
        if (low != high)
            out.append(lowFirst ? high : low);
    }
};

} // namespace

void SampleRing::add(double at, double value)
{
    if (points_.empty())
        return;
    const std::size_t slot = (first_ + size_) % points_.size();
    points_[slot] = QPointF(at, value);
    if (size_ < points_.size())
        ++size_;
    else
        first_ = (first_ + 1) % points_.size();
}

QList<QPointF> decimated(const SampleRing& ring, double now, double span, int columns)
{
    QList<QPointF> out;
    if (columns <= 0 || !(span > 0))
        return out;
    out.reserve(qsizetype{2} * columns);
    Column column;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const QPointF point(ring.at(i).x() - now, ring.at(i).y());
        if (point.x() < -span || point.x() > 0)
            continue;
        const double share = (point.x() + span) / span;
        const int number = std::min(columns - 1, static_cast<int>(share * columns));
        if (number == column.number) {
            column.take(point);
            continue;
        }
        column.appendTo(out);
        column.begin(number, point);
    }
    column.appendTo(out);
    return out;
}

} // namespace xpu::ui
