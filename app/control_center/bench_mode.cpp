#include "app/control_center/bench_mode.h"

#include "ui/main_window/control_center.h"
#include "ui/main_window/main_window.h"
#include "ui/monitor/chart_tile.h"
#include "ui/monitor/live_strip.h"

#include <QApplication>
#include <QEvent>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <functional>
#include <utility>

namespace xpu::control_center {
namespace {

using namespace std::chrono_literals;

/// Devices are probed on their own threads after the start; the figures begin when that is over.
constexpr auto kSettled = 3000ms;
constexpr auto kDrawnEvery = 100ms;

double secondsOf(clockid_t clock)
{
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

void say(const char* key, double value)
{
    std::printf("%s %.4f\n", key, value);
    std::fflush(stdout);
    QCoreApplication::quit();
}

void saySinceStart(const char* key)
{
    say(key, 1e3 * secondsOf(CLOCK_MONOTONIC) - 1e-6 * qgetenv("XPU_STARTED_NS").toDouble());
}

/// Processor time of all threads over `length`, in per cent of one core.
void sayProcessorTime(std::chrono::seconds length)
{
    const double processor = secondsOf(CLOCK_PROCESS_CPUTIME_ID);
    const double wall = secondsOf(CLOCK_MONOTONIC);
    QTimer::singleShot(length, qApp, [processor, wall] {
        say("cpu_percent", 100 * (secondsOf(CLOCK_PROCESS_CPUTIME_ID) - processor)
                               / (secondsOf(CLOCK_MONOTONIC) - wall));
    });
}

/// Calls `then` from the event loop after the first picture that shows a chart.
class FirstPicture : public QObject {
public:
    explicit FirstPicture(std::function<void()> then) : QObject(qApp), then_(std::move(then))
    {
        qApp->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && qobject_cast<ui::ChartTile*>(watched) != nullptr) {
            qApp->removeEventFilter(this);
            QTimer::singleShot(0, this, then_); // when the whole window has been painted
        }
        return false;
    }

private:
    std::function<void()> then_;
};

} // namespace

std::optional<BenchOrder> benchOrder(const QString& kind, const QString& seconds)
{
    using Kind = BenchOrder::Kind;
    static const std::pair<QLatin1String, Kind> kKinds[] = {
        {QLatin1String("first-frame"), Kind::FirstFrame},
        {QLatin1String("ready"), Kind::Ready},
        {QLatin1String("charts"), Kind::Charts},
        {QLatin1String("charts-memory"), Kind::ChartsFromMemory},
        {QLatin1String("hidden"), Kind::Hidden}};
    for (const auto& [name, known] : kKinds)
        if (kind == name)
            return BenchOrder{known, std::chrono::seconds(std::max(1, seconds.toInt()))};
    return std::nullopt;
}

void carryOut(const BenchOrder& order, ui::ControlCenter& center)
{
    const auto measure = [order, &center] {
        if (order.kind == BenchOrder::Kind::Ready)
            return saySinceStart("ready_ms");
        if (order.kind == BenchOrder::Kind::Hidden)
            center.window().hide();
        else
            center.window().findChild<ui::LiveStrip*>()->setDrawnEvery(kDrawnEvery);
        QTimer::singleShot(kSettled, qApp, [order] { sayProcessorTime(order.length); });
    };
    new FirstPicture([order, &center, measure] {
        if (order.kind == BenchOrder::Kind::FirstFrame)
            saySinceStart("first_frame_ms");
        else if (center.isOpen())
            measure();
        else
            QObject::connect(&center, &ui::ControlCenter::opened, measure);
    });
}

} // namespace xpu::control_center
