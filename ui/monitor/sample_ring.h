#pragma once

#include <QList>
#include <QPointF>

#include <cstddef>
#include <vector>

namespace xpu::ui {

/// The newest samples of one sensor, oldest overwritten first.
class SampleRing {
public:
    explicit SampleRing(std::size_t capacity) : points_(capacity) {}

    /// @param at  seconds of the frames' clock; never falls
    void add(double at, double value);
    std::size_t size() const { return size_; }
    /// 0 = oldest
    QPointF at(std::size_t i) const { return points_[(first_ + i) % points_.size()]; }
    double last() const { return size_ == 0 ? 0 : at(size_ - 1).y(); }

private:
    std::vector<QPointF> points_;
    std::size_t first_ = 0;
    std::size_t size_ = 0;
};

/// The samples of the `span` seconds before `now` as points with x in [-span, 0]: as they are, or
/// where a column of the picture holds more than two, its lowest and highest in their order.
QList<QPointF> decimated(const SampleRing& ring, double now, double span, int columns);

} // namespace xpu::ui
