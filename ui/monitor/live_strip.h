#pragma once

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <vector>

namespace xpu::ui {

class ChartTile;
class EngineBridge;

/// The live charts under the queue. Sampled at 10 Hz and drawn twice a second while it
/// is seen; unseen it keeps up with the samples of running work.
class LiveStrip : public QWidget {
    Q_OBJECT

public:
    explicit LiveStrip(EngineBridge& bridge, QWidget* parent = nullptr);

    /// Takes waiting frames and draws.
    void refresh();
    /// How often the charts are drawn while they are seen.
    void setDrawnEvery(std::chrono::milliseconds period);
    const std::vector<ChartTile*>& tiles() const { return tiles_; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// As often as the bridge's attention asks for.
    void pace();

    EngineBridge& bridge_;
    QTimer timer_;
    std::chrono::milliseconds drawnEvery_{500};
    std::vector<ChartTile*> tiles_;
};

} // namespace xpu::ui
