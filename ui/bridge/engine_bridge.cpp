#include "ui/bridge/engine_bridge.h"

#include "core/base/mutex.h"
#include "core/settings/settings.h"
#include "ui/text/format.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace xpu::ui {

namespace {

bool anythingRuns(const Snapshot& snapshot)
{
    return std::any_of(snapshot.queue.begin(), snapshot.queue.end(),
                       [](const auto& task) { return task->state == TaskState::Running; });
}

} // namespace

/// Outlives the bridge in callbacks that other threads still hold.
struct EngineBridge::Gate {
    Mutex mutex;
    EngineBridge* bridge XPU_GUARDED_BY(mutex) = nullptr; ///< null once the bridge is gone
    std::atomic<bool> announced{false};
};

EngineBridge::EngineBridge(EngineDoor door, QObject* parent)
    : QObject(parent),
      door_(std::move(door)),
      gate_(std::make_shared<Gate>()),
      snapshot_(std::make_shared<Snapshot>())
{
    gate_->bridge = this;
    hookUp();
    fetch();
}

void EngineBridge::open(EngineDoor door)
{
    door_ = std::move(door);
    hookUp();
    if (door_.watch)
        door_.watch(attention_);
    fetch();
    for (auto& [command, then] : std::exchange(kept_, {}))
        send(std::move(command), std::move(then));
    Q_EMIT opened();
    Q_EMIT snapshotChanged();
}

void EngineBridge::hookUp()
{
    if (door_.onPublished)
        door_.onPublished([gate = gate_] {
            // Snapshots that arrive faster than the GUI thread reads them are one message.
            if (!gate->announced.exchange(true))
                post(gate, [](EngineBridge& self) { self.announce(); });
        });
    if (door_.onNoticeAction)
        door_.onNoticeAction([gate = gate_](const std::string& key) {
            post(gate, [key](EngineBridge& self) {
                Q_EMIT self.noticeAnswered(QString::fromStdString(key));
            });
        });
    if (door_.onRaise)
        door_.onRaise([gate = gate_] {
            post(gate, [](EngineBridge& self) { Q_EMIT self.raiseRequested(); });
        });
}

EngineBridge::~EngineBridge()
{
    const MutexLock lock(gate_->mutex);
    gate_->bridge = nullptr;
}

void EngineBridge::post(const std::shared_ptr<Gate>& gate, std::function<void(EngineBridge&)> work)
{
    const MutexLock lock(gate->mutex);
    EngineBridge* bridge = gate->bridge;
    if (bridge == nullptr)
        return;
    QMetaObject::invokeMethod(
        bridge, [bridge, work = std::move(work)] { work(*bridge); }, Qt::QueuedConnection);
}

void EngineBridge::announce()
{
    gate_->announced.store(false);
    fetch();
    Q_EMIT snapshotChanged();
}

void EngineBridge::fetch()
{
    if (!door_.snapshot)
        return;
    if (auto latest = door_.snapshot())
        snapshot_ = std::move(latest);
    attend();
}

void EngineBridge::send(Command command, Then then)
{
    if (!isOpen()) {
        kept_.emplace_back(std::move(command), std::move(then));
        return;
    }
    if (!door_.send)
        return;
    door_.send(std::move(command), [gate = gate_, then = std::move(then)](Result<Applied> outcome) {
        post(gate, [then, outcome = std::move(outcome)](EngineBridge& self) {
            if (!outcome)
                Q_EMIT self.refused(errorText(outcome.error()));
            else if (then)
                then(*outcome);
        });
    });
}

std::vector<std::shared_ptr<const TelemetryFrame>> EngineBridge::takeFrames() const
{
    return door_.takeFrames ? door_.takeFrames()
                            : std::vector<std::shared_ptr<const TelemetryFrame>>{};
}

void EngineBridge::watch(bool seen)
{
    seen_ = seen;
    attend();
}

void EngineBridge::attend()
{
    const Attention unseen = anythingRuns(*snapshot_) ? Attention::Quiet : Attention::None;
    const Attention wanted = seen_ ? Attention::Live : unseen;
    if (wanted == attention_)
        return;
    attention_ = wanted;
    if (door_.watch)
        door_.watch(attention_);
    Q_EMIT attentionChanged();
}

void EngineBridge::runs(std::size_t offset, std::size_t limit,
                        std::function<void(Result<RunPage>)> then)
{
    if (!door_.runs)
        return;
    door_.runs(offset, limit, [gate = gate_, then = std::move(then)](Result<RunPage> page) {
        post(gate, [then, page = std::move(page)](EngineBridge&) { then(page); });
    });
}

void EngineBridge::report(const QString& run, std::function<void(Result<Report>)> then)
{
    if (!door_.report)
        return;
    door_.report(run.toStdString(), [gate = gate_, then = std::move(then)](Result<Report> report) {
        post(gate, [then, report = std::move(report)](EngineBridge&) { then(report); });
    });
}

void EngineBridge::copySample(const std::string& sample,
                              std::function<void(const std::string&)> then)
{
    if (!door_.copySample)
        return;
    door_.copySample(sample, [gate = gate_, then = std::move(then)](Result<std::string> copy) {
        post(gate, [then, copy = std::move(copy)](EngineBridge& self) {
            if (!copy)
                Q_EMIT self.refused(errorText(copy.error()));
            else
                then(*copy);
        });
    });
}

void EngineBridge::sketchKernel(const std::string& path,
                                std::function<void(const KernelSketch&)> then)
{
    if (!door_.sketchKernel)
        return;
    door_.sketchKernel(path, [gate = gate_, then = std::move(then)](Result<KernelSketch> sketch) {
        post(gate, [then, sketch = std::move(sketch)](EngineBridge& self) {
            if (!sketch)
                Q_EMIT self.refused(errorText(sketch.error()));
            else
                then(*sketch);
        });
    });
}

void EngineBridge::applySettings(const Settings& settings) const
{
    if (door_.applySettings)
        door_.applySettings(settings);
}

void EngineBridge::standAt(int row) const
{
    if (door_.standAt)
        door_.standAt(row);
}

Notifications EngineBridge::notifications() const
{
    if (!door_.notify)
        return Notifications::None;
    return door_.notifications ? door_.notifications() : Notifications::All;
}

void EngineBridge::notify(Notice notice) const
{
    if (door_.notify)
        door_.notify(std::move(notice));
}

} // namespace xpu::ui
