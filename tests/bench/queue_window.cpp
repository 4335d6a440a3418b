// The product's own window over the queue in a data folder. Drops each file onto the first row, then
// moves the last row to the top as often, and prints "slowest_drop_ms X", "slowest_reorder_ms X"
// (until the row has been painted) and "longest_stall_ms X" (the event loop did nothing else).
// Usage: queue_window DATA_DIR FILE...
#include "app/control_center/owner_door.h"
#include "ui/main_window/control_center.h"
#include "ui/main_window/main_window.h"
#include "ui/queue/queue_model.h"
#include "ui/queue/queue_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace xpu;

constexpr int kUntilSettled = 3000; // ms; devices are probed on their own threads meanwhile
constexpr int kBetween = 200;       // ms, about as fast as a person is

/// Knocks at the event loop again and again from a thread of its own: how long it may take until
/// somebody opens is how long the window does not answer.
class StallWatch {
public:
    StallWatch()
        : thread_([this] {
              while (!stop_) {
                  if (!knocking_.exchange(true))
                      QMetaObject::invokeMethod(&door_,
                                                [this, since = Clock::now()] { open(since); });
                  std::this_thread::sleep_for(kBetweenKnocks);
              }
          })
    {}
    ~StallWatch()
    {
        stop_ = true;
        thread_.join();
    }
    StallWatch(const StallWatch&) = delete;
    StallWatch& operator=(const StallWatch&) = delete;

    void forget() { longest_ = {}; }
    double longestMs() const { return longest_.count(); }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds kBetweenKnocks{2};

    void open(Clock::time_point since)
    {
        longest_ =
            std::max(longest_, std::chrono::duration<double, std::milli>(Clock::now() - since));
        knocking_ = false;
    }

    QObject door_;                                        ///< of the thread with the event loop
    std::chrono::duration<double, std::milli> longest_{}; ///< that thread's
    std::atomic<bool> knocking_ = false;
    std::atomic<bool> stop_ = false;
    std::thread thread_; ///< last: it uses the rest
};

/// Does one thing after another, each when the one before has been painted.
class Workout : public QObject {
public:
    Workout(ui::MainWindow& window, std::vector<std::string> files)
        : view_(*window.findChild<ui::QueueView*>()),
          model_(*qobject_cast<ui::QueueModel*>(view_.model())),
          files_(std::move(files))
    {
        view_.viewport()->installEventFilter(this);
    }

    /// Once all rows are there and have been checked again.
    void beginWhenSettled(std::size_t rows)
    {
        QTimer::singleShot(kUntilSettled, this, [this, rows] {
            const int count = model_.rowCount();
            if (static_cast<std::size_t>(count) != rows
                || model_.task(count - 1).state == TaskState::Checking)
                return beginWhenSettled(rows);
            stalls_.forget();
            next();
        });
    }

protected:
    bool eventFilter(QObject* /*viewport*/, QEvent* event) override
    {
        // Painted when the event loop comes round again.
        if (event->type() == QEvent::Paint && waiting_ && first() != before_)
            QTimer::singleShot(0, this, [this] { shown(); });
        return false;
    }

private:
    TaskId rowAt(int row) const { return model_.rowCount() > 0 ? model_.task(row).id : TaskId(); }
    TaskId first() const { return rowAt(0); }

    /// As the view says it when files or rows are let go over it.
    void next()
    {
        before_ = first();
        waiting_ = true;
        since_.start();
        if (drops_ < files_.size())
            Q_EMIT view_.filesDropped({files_[drops_]}, 0, true);
        else
            Q_EMIT view_.tasksMoved({rowAt(model_.rowCount() - 1)}, before_);
    }

    void shown()
    {
        if (!waiting_)
            return;
        waiting_ = false;
        const double ms = 1e-6 * static_cast<double>(since_.nsecsElapsed());
        double& slowest = drops_ < files_.size() ? slowestDrop_ : slowestMove_;
        slowest = std::max(slowest, ms);
        ++(drops_ < files_.size() ? drops_ : moves_);
        if (moves_ < files_.size())
            QTimer::singleShot(kBetween, this, [this] { next(); });
        else
            finish();
    }

    void finish() const
    {
        std::printf("slowest_drop_ms %.3f\nslowest_reorder_ms %.3f\nlongest_stall_ms %.3f\n",
                    slowestDrop_, slowestMove_, stalls_.longestMs());
        std::fflush(stdout);
        QCoreApplication::quit();
    }

    ui::QueueView& view_;
    const ui::QueueModel& model_;
    std::vector<std::string> files_;
    StallWatch stalls_;
    QElapsedTimer since_;
    TaskId before_;
    bool waiting_ = false;
    std::size_t drops_ = 0;
    std::size_t moves_ = 0;
    double slowestDrop_ = 0;
    double slowestMove_ = 0;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    if (argc < 3) {
        std::fputs("usage: queue_window DATA_DIR FILE...\n", stderr);
        return 2;
    }
    auto owner = assembly::Owner::open({argv[1], EngineParts::Runs::Nothing, {}});
    if (!owner) {
        std::fprintf(stderr, "queue_window: %s\n", owner.error().context.c_str());
        return 1;
    }
    const auto raise = std::make_shared<control_center::Raise>();
    ui::ControlCenter center(control_center::doorOf(**owner, raise), {});
    center.show();
    Workout workout(center.window(), {argv + 2, argv + argc});
    workout.beginWhenSettled((*owner)->engine().snapshot()->queue.size());
    return QApplication::exec();
}
