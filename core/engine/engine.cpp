#include "core/engine/engine.h"

#include "core/base/job_pool.h"
#include "core/base/named_thread.h"
#include "core/base/spin.h"
#include "core/base/thread_role.h"
#include "core/engine/engine_core.h"
#include "core/engine/inbox.h"
#include "core/incremental/disk_files.h"

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

namespace xpu {
namespace {

constexpr Seconds kLongestPark{1.0};
constexpr Seconds kAbandonFor{2.0};

Result<Restart> readRestart(history::Store& store)
{
    Restart restart;
    Result<history::Recovered> queue = store.recover();
    if (!queue)
        return tl::unexpected(queue.error());
    restart.queue = std::move(*queue);
    // A history that cannot tell what it learned is a reason to learn anew, not to stay shut.
    if (Result<history::Experience> experience = store.experience())
        restart.experience = std::move(*experience);
    for (const history::TaskRow& row : restart.queue.tasks) {
        if (!row.run || !isFinal(row.state))
            continue;
        if (Result<history::RunDetail> run = store.run(row.run.text())) {
            run->summary.task = row.id;
            restart.runs.push_back(std::move(run->summary));
        }
    }
    return restart;
}

} // namespace

class Engine::State {
public:
    explicit State(EngineParts parts)
        : clock_(*parts.clock),
          history_(*parts.history),
          core_(std::move(parts),
                EngineSeams{[this](history::Records records, history::Durability durability,
                                   bool urgent, history::Writer::Done done) {
                                history_.append(std::move(records), durability, urgent,
                                                std::move(done));
                            },
                            [this](std::function<void()> job) { jobs_.post(std::move(job)); },
                            [inbox = inbox_](std::function<void()> message) {
                                inbox->post(std::move(message));
                            },
                            readTaskSource, checkTask,
                            [this](std::vector<std::string> paths,
                                   std::function<void(history::MadeFiles)> then) {
                                history_.query([paths = std::move(paths),
                                                then = std::move(then)](history::Store& store) {
                                    // A history that cannot tell makes everything anew.
                                    then(store.made(paths).value_or(history::MadeFiles{}));
                                });
                            },
                            std::make_shared<DiskFiles>()}),
          jobs_(2)
    {}

    ~State()
    {
        if (!thread_.joinable())
            return;
        inbox_->post([this] {
            role_.assertHeld();
            stopping_ = true;
        });
        thread_.join();
    }

    Result<void> start()
    {
        auto answer = std::make_shared<std::promise<Result<Restart>>>();
        history_.query([answer](history::Store& store) { answer->set_value(readRestart(store)); });
        Result<Restart> restart = answer->get_future().get();
        if (!restart)
            return tl::unexpected(restart.error());
        core_.recover(std::move(*restart));
        core_.startDevices({[inbox = inbox_](Completion done) { inbox->post(std::move(done)); },
                            [this, inbox = inbox_](LaunchId id, double percent) {
                                inbox->post([this, id, percent] { core_.progress(id, percent); });
                            }});
        thread_ = namedThread("xpu engine", [this] { loop(); });
        return {};
    }

    void post(std::function<void()> message) { inbox_->post(std::move(message)); }
    EngineCore& core() { return core_; }

private:
    void loop()
    {
        role_.bind();
        core_.adopt();
        std::vector<std::function<void()>> messages;
        std::vector<Completion> completions;
        while (!stopping_) {
            round(messages, completions);
            if (!inbox_->hasMail() && !mailCameSoon())
                park();
        }
        core_.abandon();
        const Seconds until = clock_.now() + kAbandonFor;
        while (!core_.saved() && clock_.now() < until) {
            inbox_->park(Seconds{0.02});
            round(messages, completions);
        }
    }

    void round(std::vector<std::function<void()>>& messages, std::vector<Completion>& completions)
        XPU_REQUIRES(role_)
    {
        inbox_->take(messages, completions);
        core_.tick();
        for (const auto& message : messages)
            message();
        messages.clear();
        core_.completed(completions);
        core_.step(!stopping_);
    }

    /// True when mail came while launches were out.
    bool mailCameSoon()
    {
        return core_.active() && spinBriefly([this] { return inbox_->hasMail(); });
    }

    void park()
    {
        const Seconds wait = std::min(core_.nextDue() - clock_.now(), kLongestPark);
        if (wait.count() > 0)
            inbox_->park(std::max(wait, Seconds{50e-6}));
    }

    const Clock& clock_;
    history::Writer& history_;
    /// Shared with every thread that may still answer while the engine goes.
    std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
    ThreadRole role_;
    bool stopping_ XPU_GUARDED_BY(role_) = false;
    EngineCore core_;
    JobPool jobs_;
    std::thread thread_;
};

Engine::Engine(EngineParts parts) : state_(std::make_unique<State>(std::move(parts))) {}
Engine::~Engine() = default;

Result<void> Engine::start() { return state_->start(); }

void Engine::send(Command command, Origin origin, CommandReply reply)
{
    state_->core().expectWork();
    state_->post([core = &state_->core(), command = std::move(command), origin,
                  reply = std::move(reply)]() mutable {
        core->command(std::move(command), origin, std::move(reply));
    });
}

void Engine::submitGraph(std::shared_ptr<const TaskGraph> graph, CommandReply reply)
{
    state_->core().expectWork();
    state_->post(
        [core = &state_->core(), graph = std::move(graph), reply = std::move(reply)]() mutable {
            core->submitGraph(std::move(graph), std::move(reply));
        });
}

std::shared_ptr<const Snapshot> Engine::snapshot() const { return state_->core().snapshot(); }

void Engine::onPublished(std::function<void()> notify)
{
    state_->post([core = &state_->core(), notify = std::move(notify)]() mutable {
        core->onPublished(std::move(notify));
    });
}

void Engine::watch(bool watched)
{
    state_->post([core = &state_->core(), watched] { core->watch(watched); });
}

std::shared_ptr<const LatencyWindow> Engine::latencies() const
{
    return state_->core().latencies();
}

bool Engine::idle() const { return state_->core().idle(); }

} // namespace xpu
