#include "app/control_center/owner_door.h"

#include "app/assembly/user_settings.h"
#include "app/control_center/preferences.h"
#include "app/control_center/samples.h"
#include "compute/kernels/sketch.h"
#include "core/report/report.h"
#include "core/settings/rate_files.h"

#include <QThreadPool>

#include <unistd.h>

namespace xpu::control_center {
namespace {

void askRuns(history::Writer& history, std::size_t offset, std::size_t limit,
             std::function<void(Result<ui::RunPage>)> then)
{
    history.query([offset, limit, then = std::move(then)](history::Store& store) {
        const auto total = store.runCount();
        if (!total)
            return then(tl::unexpected(total.error()));
        auto rows = store.runs(offset, limit);
        if (!rows)
            return then(tl::unexpected(rows.error()));
        then(ui::RunPage{*total, offset, std::move(*rows)});
    });
}

void askReport(history::Writer& history, const std::string& run,
               std::function<void(Result<Report>)> then)
{
    history.query([run, then = std::move(then)](history::Store& store) {
        auto detail = store.run(run);
        if (!detail)
            return then(tl::unexpected(detail.error()));
        then(makeReport(std::move(*detail), ratesInForce(assembly::settingsFile())));
    });
}

} // namespace

ui::EngineDoor doorWhileOpening(const std::shared_ptr<Raise>& raise)
{
    ui::EngineDoor door;
    door.onRaise = [raise](std::function<void()> hook) {
        const MutexLock lock(raise->mutex);
        raise->hook = std::move(hook);
    };
    door.standAt = [raise](int row) { raise->standsAt.store(row); };
    door.samples = sampleFiles();
    door.copySample = [](const std::string& sample, auto then) {
        QThreadPool::globalInstance()->start(
            [sample, then = std::move(then)] { then(copySample(sample, sampleCopies())); });
    };
    door.sketchKernel = [](const std::string& path, auto then) {
        // The sandbox ends with the thread that made it: one that lives as long as the work.
        QThreadPool::globalInstance()->start(
            [path, then = std::move(then)] { then(kernels::sketchKernel(path, {})); });
    };
    door.settingsFile = assembly::settingsFile();
    return door;
}

ui::EngineDoor doorOf(assembly::Owner& owner, const std::shared_ptr<Raise>& raise)
{
    ui::EngineDoor door = doorWhileOpening(raise);
    Engine& engine = owner.engine();
    history::Writer& history = owner.history();
    Sampler& sampler = owner.sampler();
    // Null while nobody looks: without a subscription nothing is sampled.
    const auto telemetry = std::make_shared<std::shared_ptr<TelemetrySubscription>>();
    door.send = [&engine](Command command, CommandReply reply) {
        engine.send(std::move(command), {Origin::Via::Window, geteuid(), getpid()},
                    std::move(reply));
    };
    door.snapshot = [&engine] { return engine.snapshot(); };
    door.onPublished = [&engine](std::function<void()> notify) {
        engine.onPublished(std::move(notify));
    };
    door.watch = [&engine, &sampler, telemetry](ui::Attention attention) {
        const bool live = attention == ui::Attention::Live;
        engine.watch(live);
        if (attention == ui::Attention::None)
            return telemetry->reset();
        if (!*telemetry)
            *telemetry = sampler.subscribe(live);
        (*telemetry)->watch(live);
    };
    door.takeFrames = [telemetry] {
        return *telemetry ? (*telemetry)->drain() : std::vector<FramePtr>();
    };
    door.applySettings = [&owner](const Settings& settings) { owner.apply(settings); };
    door.runs = [&history](std::size_t offset, std::size_t limit, auto then) {
        askRuns(history, offset, limit, std::move(then));
    };
    door.report = [&history](const std::string& run, auto then) {
        askReport(history, run, std::move(then));
    };
    if (const session::BusService* bus = owner.bus()) {
        door.notify = bus->notifier();
        door.onNoticeAction = [bus](std::function<void(std::string)> hook) {
            bus->onAction(std::move(hook));
        };
        door.notifications = loadNotifications;
    }
    return door;
}

} // namespace xpu::control_center
