#pragma once

#include <QString>
#include <QWidget>

#include <cstdint>
#include <vector>

class QPainter;

namespace xpu::ui {

/// One launch on one lane.
struct GanttBox {
    QString lane;
    QString name;
    std::int64_t fromMicros = 0;
    std::int64_t toMicros = 0;
    bool running = false;
    bool failed = false;
    bool planned = false;          ///< what the plan said; drawn under what happened
    std::int64_t copiesMicros = 0; ///< of it, copying between memories
};

/// When each step ran on which device, and when the plan had it run.
class GanttView : public QWidget {
    Q_OBJECT

public:
    explicit GanttView(QWidget* parent = nullptr);

    void show(std::vector<GanttBox> boxes);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF rectOf(const GanttBox& box) const;
    void paintLanes(QPainter& painter) const;
    void paintBox(QPainter& painter, const GanttBox& box) const;
    void paintPlanned(QPainter& painter, const GanttBox& box) const;
    int laneOf(const GanttBox& box) const;

    std::vector<GanttBox> boxes_;
    std::vector<QString> lanes_;
    std::int64_t begin_ = 0;
    std::int64_t end_ = 1;
};

} // namespace xpu::ui
