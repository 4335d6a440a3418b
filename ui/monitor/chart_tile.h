#pragma once

#include "ui/monitor/chart_catalog.h"
#include "ui/monitor/sample_ring.h"

#include <QFrame>

#include <vector>

class QChart;
class QChartView;
class QLabel;
class QLineSeries;
class QValueAxis;

namespace xpu::ui {

class Legend;

/// One chart of the strip: the last minute of up to four sensors.
class ChartTile : public QFrame {
    Q_OBJECT

public:
    explicit ChartTile(const ChartSpec& spec, QWidget* parent = nullptr);

    /// Keeps the samples; draws nothing.
    void take(const TelemetryFrame& frame);
    /// Draws what has been taken, once, if it can be seen.
    void draw();
    /// Colours of the theme in force.
    void restyle();
    std::size_t lineCount() const { return lines_.size(); }
    /// Points the chart draws for a line now.
    qsizetype drawnPoints(std::size_t line) const;

private:
    struct Line {
        std::size_t sensor = 0;
        QString name;
        Quality quality = Quality::Unavailable;
        SampleRing ring;
        QLineSeries* series = nullptr;
    };
    void choose(const TelemetryFrame& frame);
    void drawFigures();
    double highest() const;

    const ChartSpec& spec_;
    std::shared_ptr<const std::vector<SensorInfo>> sensors_;
    std::vector<Line> lines_;
    double now_ = 0;
    double naturalTop_ = 0;
    QChart* chart_;
    QChartView* view_;
    QValueAxis* time_;
    QValueAxis* scale_;
    QLabel* top_;
    QLabel* quality_;
    Legend* legend_;
};

} // namespace xpu::ui
