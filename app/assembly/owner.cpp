#include "app/assembly/owner.h"

#include "app/assembly/check_place.h"
#include "app/assembly/history_methods.h"
#include "app/assembly/machine.h"
#include "app/assembly/user_settings.h"
#include "compute/onnx/onnx_reader.h"
#include "compute/operators/catalog.h"
#include "core/settings/places.h"

#include <unistd.h>

namespace xpu::assembly {

Result<std::unique_ptr<Owner>> Owner::open(OwnerOptions options)
{
    auto owner = claim(std::move(options));
    if (!owner)
        return owner;
    if (const auto started = (*owner)->start(); !started)
        return tl::unexpected(started.error());
    return owner;
}

Result<std::unique_ptr<Owner>> Owner::claim(OwnerOptions options)
{
    auto folder = DataFolder::own(dataFolderOr(options.dataFolder));
    if (!folder)
        return tl::unexpected(folder.error());
    return std::unique_ptr<Owner>(new Owner(std::move(*folder), std::move(options)));
}

Result<void> Owner::start()
{
    return openLog()
        .and_then([this] { return openHistory(); })
        .and_then([this] { return startEngine(); })
        .and_then([this] { return serve(); })
        .map([this] {
            startTelemetry();
            startTidying();
            joinBus();
            apply(loadSettings(settingsFile()).values);
        });
}

void Owner::startTidying()
{
    // A call that starts nothing changes nothing by itself either.
    if (options_.runs == EngineParts::Runs::Nothing)
        return;
    housekeeper_ = std::make_unique<history::Housekeeper>(
        *history_, clock_, folder_.blobs() + "/steps",
        limitsOf(loadSettings(settingsFile()).values.retention));
}

void Owner::apply(const Settings& settings)
{
    wording::showUnits(settings.units);
    defaultPriority_ = settings.priority;
    sampler_->setWatchedPeriod(Seconds(1 / settings.telemetryHz));
    if (housekeeper_)
        housekeeper_->setLimits(limitsOf(settings.retention));
    if (threads_.exchange(settings.threads) == settings.threads)
        return;
    engine_->send(command::SetThreadBudget{settings.threads},
                  {Origin::Via::Recovery, geteuid(), getpid(), false},
                  [](const Result<Applied>&) {});
}

Owner::~Owner()
{
    housekeeper_.reset();
    sampler_.reset();
    bus_.reset();
    server_.reset();
    service_.reset();
    engine_.reset();
    history_.reset();
    installLog(nullptr);
}

Result<void> Owner::openLog()
{
    Log::Options options;
    options.folder = places(processEnvironment()).state;
    auto log = Log::open(std::move(options));
    if (!log)
        return tl::unexpected(log.error());
    log_ = std::move(*log);
    installLog(log_.get());
    return {};
}

Result<void> Owner::openHistory()
{
    auto store = history::Store::open(folder_.database());
    if (!store)
        return tl::unexpected(store.error());
    notice_ = (*store)->notice();
    history_ = std::make_unique<history::Writer>(std::move(*store));
    return {};
}

Result<void> Owner::startEngine()
{
    const Places user = places(processEnvironment());
    Machine machine = probeMachine({folder_.path(), user.config, user.state});
    for (const auto& device : machine.devices)
        devices_.push_back(device.get());
    EngineParts parts;
    parts.devices = std::move(machine.devices);
    parts.catalog = &operators::BuiltinCatalog::instance();
    parts.models = &onnx::OnnxReader::instance();
    parts.clock = &clock_;
    parts.history = history_.get();
    parts.dataFolder = folder_.path();
    parts.sandboxAvailable = machine.sandboxAvailable;
    parts.seed = static_cast<std::uint64_t>(clock_.utcMicros());
    parts.runs = options_.runs;
    // Read before the engine starts: it checks its queue first thing.
    defaultPriority_ = loadSettings(settingsFile()).values.priority;
    parts.defaultPriority = [this] { return defaultPriority_.load(); };
    engine_ = std::make_unique<Engine>(std::move(parts));
    return engine_->start();
}

Result<void> Owner::serve()
{
    const auto path = socketPath(folder_.path(), processEnvironment());
    if (!path)
        return tl::unexpected(path.error());
    service_ =
        std::make_unique<Service>(ServiceParts::of(*engine_, options_.raise, options_.standsAt));
    addHistoryMethods(*service_, *history_, *engine_);
    auto server = session::SessionServer::listen(*path, handler());
    if (!server)
        return tl::unexpected(server.error());
    server_ = std::move(*server);
    return {};
}

session::Handler Owner::handler()
{
    return [this](session::Peer peer, const std::string& request, const session::Reply& reply) {
        service_->handle(request, Origin{Origin::Via::Socket, peer.uid, peer.pid}, reply);
    };
}

void Owner::joinBus()
{
    if (!options_.onSessionBus)
        return;
    auto bus = session::BusService::join({handler(), [this] { return engine_->snapshot(); }, {}});
    if (!bus) {
        LogLine line;
        line.room = "session";
        line.message = "not on the session bus: " + bus.error().context;
        return log(line);
    }
    bus_ = std::move(*bus);
    engine_->onPublished(bus_->onPublished());
}

} // namespace xpu::assembly
