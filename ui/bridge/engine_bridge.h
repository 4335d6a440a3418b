#pragma once

#include "ui/bridge/engine_door.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace xpu::ui {

/// The one door between the window and the engine: commands out, snapshots in, no decisions.
/// Lives on the GUI thread; what arrives on other threads is queued to it.
class EngineBridge : public QObject {
    Q_OBJECT

public:
    /// @param door  without `snapshot` while the engine is still being started; see `open`
    explicit EngineBridge(EngineDoor door, QObject* parent = nullptr);
    ~EngineBridge() override;

    /// The engine has started: passes on what was sent and asked for meanwhile.
    void open(EngineDoor door);
    bool isOpen() const { return door_.snapshot != nullptr; }

    using Then = std::function<void(const Applied&)>;
    /// Sends `command`, once the engine is there; a refusal becomes `refused`, success calls `then` on the GUI thread.
    void send(Command command, Then then = {});

    /// Never null.
    std::shared_ptr<const Snapshot> snapshot() const { return snapshot_; }
    std::vector<std::shared_ptr<const TelemetryFrame>> takeFrames() const;
    /// Whether live figures are seen; what that asks of the engine depends on what runs.
    void watch(bool seen);
    Attention attention() const { return attention_; }
    void runs(std::size_t offset, std::size_t limit, std::function<void(Result<RunPage>)> then);
    void report(const QString& run, std::function<void(Result<Report>)> then);
    const std::vector<std::string>& samples() const { return door_.samples; }
    /// Copies a sample for the user; a refusal becomes `refused`, success calls `then` with the copy.
    void copySample(const std::string& sample, std::function<void(const std::string&)> then);
    /// What a kernel's file tells of it; a refusal becomes `refused`.
    void sketchKernel(const std::string& path, std::function<void(const KernelSketch&)> then);
    /// Puts changed settings in force behind the window.
    void applySettings(const Settings& settings) const;
    /// Tells where files of a second start go; see the door.
    void standAt(int row) const;
    /// None where notices cannot be shown.
    Notifications notifications() const;
    void notify(Notice notice) const;

Q_SIGNALS:
    void opened();
    void snapshotChanged();
    void attentionChanged();
    void refused(const QString& sentence);
    void raiseRequested();
    void noticeAnswered(const QString& action);

private:
    struct Gate;
    static void post(const std::shared_ptr<Gate>& gate, std::function<void(EngineBridge&)> work);
    void hookUp();
    void announce();
    void fetch();
    void attend();

    EngineDoor door_;
    std::shared_ptr<Gate> gate_;
    std::shared_ptr<const Snapshot> snapshot_;
    bool seen_ = false;
    Attention attention_ = Attention::None;
    std::vector<std::pair<Command, Then>> kept_; ///< sent before the engine was there
};

} // namespace xpu::ui
