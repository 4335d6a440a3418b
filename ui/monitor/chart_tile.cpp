#include "ui/monitor/chart_tile.h"

#include "ui/monitor/legend.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/label.h"
#include "ui/theme/theme.h"

#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLegend>
#include <QLineSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>

namespace xpu::ui {

namespace {

constexpr double kSpan = 60;
constexpr std::size_t kCapacity = 640; // a minute at 10 Hz, and a little
constexpr double kLongestGap = 5;      // a few missed frames at the slow rate of one a second
constexpr int kMaxColumns = 150;       // two points each: 300, above which drawing gets dear

QValueAxis* bareAxis(QChart& chart, Qt::Alignment side, int ticks)
{
    auto* axis = new QValueAxis(&chart);
    axis->setLabelsVisible(false);
    axis->setLineVisible(false);
    axis->setTickCount(ticks);
    chart.addAxis(axis, side);
    return axis;
}

} // namespace

ChartTile::ChartTile(const ChartSpec& spec, QWidget* parent)
    : QFrame(parent),
      spec_(spec),
      chart_(new QChart),
      view_(new QChartView(chart_, this)),
      time_(bareAxis(*chart_, Qt::AlignBottom, 2)),
      scale_(bareAxis(*chart_, Qt::AlignLeft, 4)),
      top_(plainLabel("muted")),
      quality_(plainLabel("muted")),
      legend_(new Legend(this))
{
    setObjectName(QStringLiteral("tile"));
    setAccessibleName(chartTitle(spec_));
    chart_->setAnimationOptions(QChart::NoAnimation);
    chart_->legend()->hide();
    chart_->setMargins({});
    chart_->layout()->setContentsMargins(0, 0, 0, 0);
    chart_->setBackgroundRoundness(0);
    time_->setRange(-kSpan, 0);
    time_->setGridLineVisible(false);
    scale_->setRange(0, scaleTop(spec_, 0));
    view_->setFrameShape(QFrame::NoFrame);
    view_->setFocusPolicy(Qt::NoFocus);
    view_->viewport()->setFocusPolicy(Qt::NoFocus);
    view_->setAccessibleName(chartTitle(spec_));
    view_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);

    QLabel* title = plainLabel("title", chartTitle(spec_));
    auto* head = new QHBoxLayout;
    head->addWidget(title);
    head->addWidget(top_);
    head->addStretch();
    head->addWidget(quality_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 7, 10, 7);
    column->setSpacing(3);
    column->addLayout(head);
    column->addWidget(view_, 1);
    legend_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    column->addWidget(legend_);
    restyle();
}

void ChartTile::choose(const TelemetryFrame& frame)
{
    sensors_ = frame.sensors;
    for (const Line& line : lines_)
        delete line.series; // QXYSeries takes itself off its chart
    lines_.clear();
    naturalTop_ = 0;
    for (const std::size_t sensor : chosenSensors(spec_, *sensors_)) {
        Line line{sensor, legendName((*sensors_)[sensor]), Quality::Unavailable,
                  SampleRing(kCapacity), new QLineSeries(chart_)};
        naturalTop_ = std::max(naturalTop_, (*sensors_)[sensor].max);
        chart_->addSeries(line.series);
        line.series->attachAxis(time_);
        line.series->attachAxis(scale_);
        lines_.push_back(std::move(line));
    }
    restyle();
}

void ChartTile::take(const TelemetryFrame& frame)
{
    if (!frame.sensors)
        return;
    if (frame.sensors != sensors_)
        choose(frame);
    if (frame.at.count() - now_ > kLongestGap)
        for (Line& line : lines_)
            line.ring = SampleRing(kCapacity); // a line over the gap would show what nobody saw
    now_ = frame.at.count();
    for (Line& line : lines_) {
        if (line.sensor >= frame.samples.size())
            continue;
        const Sample& sample = frame.samples[line.sensor];
        line.quality = sample.quality;
        if (sample.quality != Quality::Unavailable)
            line.ring.add(now_, sample.value);
    }
}

double ChartTile::highest() const
{
    double highest = spec_.unit == Unit::Bytes ? naturalTop_ : 0;
    for (const Line& line : lines_)
        for (std::size_t i = 0; i < line.ring.size(); ++i)
            if (line.ring.at(i).x() >= now_ - kSpan)
                highest = std::max(highest, line.ring.at(i).y());
    return highest;
}

void ChartTile::draw()
{
    if (!isVisible())
        return;
    const double top =
        spec_.unit == Unit::Bytes && naturalTop_ > 0 ? naturalTop_ : scaleTop(spec_, highest());
    if (top != scale_->max())
        scale_->setMax(top);
    const int columns = std::clamp(view_->width(), 1, kMaxColumns);
    for (const Line& line : lines_)
        line.series->replace(decimated(line.ring, now_, kSpan, columns));
    drawFigures();
}

void ChartTile::drawFigures()
{
    top_->setText(valueText(scale_->max(), spec_.unit));
    std::vector<Legend::Entry> entries;
    QStringList spoken;
    QString quality;
    for (const Line& line : lines_) {
        const bool known = line.quality != Quality::Unavailable && line.ring.size() > 0;
        entries.push_back(
            {line.name, known ? valueText(line.ring.last(), spec_.unit) : unknownText()});
        spoken << entries.back().name + u' ' + entries.back().value;
        if (!known)
            continue;
        const QString one = word(line.quality);
        if (quality.isEmpty())
            quality = one;
        else if (quality != one)
            quality = tr("mixed");
    }
    // Before the first frame nobody knows which sensors there are.
    quality_->setText(lines_.empty() && sensors_ ? tr("no sensor") : quality);
    view_->setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    legend_->show(std::move(entries));
}

void ChartTile::restyle()
{
    chart_->setBackgroundBrush(theme().surface);
    chart_->setPlotAreaBackgroundVisible(false);
    view_->setBackgroundBrush(theme().surface);
    scale_->setGridLinePen(QPen(theme().track, 1));
    for (std::size_t i = 0; i < lines_.size(); ++i)
        lines_[i].series->setPen(QPen(theme().series.at(i % 4), 1, dashOf(i)));
    legend_->update();
}

qsizetype ChartTile::drawnPoints(std::size_t line) const { return lines_.at(line).series->count(); }

} // namespace xpu::ui
