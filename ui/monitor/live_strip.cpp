#include "ui/monitor/live_strip.h"

#include "ui/bridge/engine_bridge.h"
#include "ui/monitor/chart_catalog.h"
#include "ui/monitor/chart_tile.h"

#include <QEvent>
#include <QHBoxLayout>

namespace xpu::ui {

namespace {
using namespace std::chrono_literals;
// Unseen, frames come once a second and at most 64 are kept for us.
constexpr auto kEmptiedEvery = 30s;
} // namespace

LiveStrip::LiveStrip(EngineBridge& bridge, QWidget* parent)
    : QWidget(parent), bridge_(bridge), timer_(this)
{
    setObjectName(QStringLiteral("liveStrip"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Live charts"));
    setMinimumHeight(120);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 10, 10, 10);
    row->setSpacing(10);
    for (const ChartSpec& spec : chartCatalog()) {
        tiles_.push_back(new ChartTile(spec, this));
        tiles_.back()->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        row->addWidget(tiles_.back(), 1);
    }
    connect(&timer_, &QTimer::timeout, this, &LiveStrip::refresh);
    connect(&bridge_, &EngineBridge::attentionChanged, this, &LiveStrip::pace);
    pace();
}

void LiveStrip::refresh()
{
    for (const auto& frame : bridge_.takeFrames())
        for (ChartTile* tile : tiles_)
            tile->take(*frame);
    for (ChartTile* tile : tiles_)
        tile->draw();
}

void LiveStrip::setDrawnEvery(std::chrono::milliseconds period)
{
    drawnEvery_ = period;
    pace();
}

void LiveStrip::pace()
{
    switch (bridge_.attention()) {
    case Attention::Live:
        return timer_.start(drawnEvery_);
    case Attention::Quiet:
        return timer_.start(kEmptiedEvery);
    case Attention::None:
        return timer_.stop();
    }
}

void LiveStrip::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    bridge_.watch(true);
}

void LiveStrip::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    refresh(); // what waits may be gone when nobody asks any more
    bridge_.watch(false);
}

void LiveStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        for (ChartTile* tile : tiles_)
            tile->restyle();
}

} // namespace xpu::ui
