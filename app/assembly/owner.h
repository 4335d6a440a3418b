#pragma once

#include "compute/session/bus_service.h"
#include "compute/session/session_server.h"
#include "core/base/clock.h"
#include "core/engine/engine.h"
#include "core/engine/service.h"
#include "core/history/housekeeper.h"
#include "core/history/writer.h"
#include "core/log/log.h"
#include "core/settings/data_folder.h"
#include "core/settings/settings.h"
#include "core/telemetry/sampler.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace xpu::assembly {

struct OwnerOptions {
    std::string dataFolder; ///< empty = the user's XDG data folder
    EngineParts::Runs runs = EngineParts::Runs::Everything;
    std::function<void()> raise; ///< brings the window to the front; empty where there is none
    std::function<int()> standsAt = {}; ///< see ServiceParts
    bool onSessionBus = false;          ///< also serves the session's D-Bus, where there is one
};

/// Everything the owner of a data folder runs: its lock, log, history, devices, engine, socket and
/// telemetry, started in this order and stopped in the reverse one.
class Owner {
public:
    /// `claim` and `start` in one.
    static Result<std::unique_ptr<Owner>> open(OwnerOptions options);
    /// Takes the folder's lock and nothing else. Errc::Busy when another process owns the folder.
    static Result<std::unique_ptr<Owner>> claim(OwnerOptions options);
    /// Starts the rest; once, on any thread, before anything below is asked for. What opening the
    /// database or socket may say.
    Result<void> start();
    ~Owner();
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;

    Engine& engine() { return *engine_; }
    history::Writer& history() { return *history_; }
    Sampler& sampler() { return *sampler_; }
    /// Puts changed settings in force; any thread, once `start` is through.
    void apply(const Settings& settings);
    const Service& service() const { return *service_; }
    /// Null where there is no session bus or another window is on it.
    const session::BusService* bus() const { return bus_.get(); }
    /// What opening the history had to say to the user; else empty.
    const std::string& notice() const { return notice_; }

private:
    Owner(DataFolder folder, OwnerOptions options)
        : folder_(std::move(folder)), options_(std::move(options))
    {}
    Result<void> openLog();
    Result<void> openHistory();
    Result<void> startEngine();
    Result<void> serve();
    void joinBus();
    session::Handler handler();
    void startTelemetry();
    void startTidying();

    DataFolder folder_;
    OwnerOptions options_;
    SystemClock clock_;
    std::string notice_;
    std::unique_ptr<Log> log_;
    std::unique_ptr<history::Writer> history_;
    std::vector<const Device*> devices_; ///< owned by the engine
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Service> service_;
    std::unique_ptr<session::SessionServer> server_;
    std::unique_ptr<session::BusService> bus_;
    std::unique_ptr<Sampler> sampler_;
    std::unique_ptr<history::Housekeeper> housekeeper_;
    std::atomic<int> defaultPriority_ = Settings{}.priority;
    std::atomic<int> threads_ = 0; ///< as last asked of the engine; 0 = all
};

} // namespace xpu::assembly
