#include "compute/session/bus_service.h"

#include "compute/session/bus_methods.h"
#include "compute/session/bus_notices.h"
#include "core/base/named_thread.h"
#include "core/base/thread_role.h"
#include "core/engine/queue_watch.h"
#include "core/engine/strict_json.h"
#include "core/log/log.h"

#include <nlohmann/json.hpp>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <system_error>

namespace xpu::session {
namespace {

/// No call to the daemon may hold up the end of the program for long.
constexpr std::uint64_t kDaemonAnswersMicros = 2'000'000;

std::string words(int status) { return std::generic_category().message(-status); }

/// Bytes of a file's name need not be UTF-8; those of a message must.
std::string clean(const std::string& text) { return textJson(text).get<std::string>(); }

Result<BusPtr> connect(const std::string& address)
{
    sd_bus* made = nullptr;
    int status = 0;
    if (address.empty()) {
        status = sd_bus_open_user(&made);
    } else {
        status = sd_bus_new(&made);
        if (status >= 0)
            status = sd_bus_set_address(made, address.c_str());
        if (status >= 0)
            status = sd_bus_set_bus_client(made, 1);
        if (status >= 0)
            status = sd_bus_start(made);
    }
    BusPtr bus(made);
    if (status < 0)
        return fail(Errc::NotFound, "no session bus: " + words(status));
    sd_bus_set_method_call_timeout(bus.get(), kDaemonAnswersMicros);
    return bus;
}

/// Milliseconds from now until a moment of the monotonic clock, for poll().
int waitUntil(std::uint64_t micros)
{
    if (micros == UINT64_MAX)
        return -1;
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const std::uint64_t at = static_cast<std::uint64_t>(now.tv_sec) * 1'000'000
                             + static_cast<std::uint64_t>(now.tv_nsec) / 1000;
    return micros <= at
               ? 0
               : static_cast<int>(std::min<std::uint64_t>((micros - at) / 1000 + 1, 60'000));
}

} // namespace

class BusService::Loop {
public:
    Loop(BusPtr bus, BusParts parts)
        : parts_(std::move(parts)),
          mail_(std::make_shared<BusMail>()),
          bus_(std::move(bus)),
          methods_(parts_.handler, mail_),
          notices_(bus_.get(), mail_)
    {}

    /// Before the thread runs.
    Result<void> enter()
    {
        int status = methods_.addTo(bus_.get());
        if (status >= 0)
            status = notices_.listen();
        if (status >= 0)
            status = sd_bus_request_name(bus_.get(), kBusName, 0);
        if (status == -EEXIST)
            return fail(Errc::Busy, std::string("another program is ") + kBusName);
        if (status < 0)
            return fail(Errc::Io, words(status));
        watch_.look(parts_.snapshot());
        return {};
    }

    void run()
    {
        while (!mail_->stop) {
            const int status = turn();
            if (status >= 0)
                continue;
            LogLine line;
            line.level = LogLevel::Warning;
            line.room = "session";
            line.message = "the session bus is gone: " + words(status);
            mail_->close();
            return log(line);
        }
    }

    const std::shared_ptr<BusMail>& mail() const { return mail_; }

private:
    int turn()
    {
        for (const auto& [call, text] : mail_->answers.take())
            methods_.answer(call, text);
        if (mail_->published.exchange(false))
            tellChanges();
        for (Notice& notice : mail_->takeNotices())
            notices_.show(std::move(notice));
        const int status = sd_bus_process(bus_.get(), nullptr);
        return status == 0 ? wait() : status;
    }

    int wait()
    {
        const int events = sd_bus_get_events(bus_.get());
        if (events < 0)
            return events;
        std::uint64_t due = UINT64_MAX;
        sd_bus_get_timeout(bus_.get(), &due);
        std::array<pollfd, 2> watched = {
            {{sd_bus_get_fd(bus_.get()), static_cast<short>(events), 0},
             {mail_->answers.wakeFd(), POLLIN, 0}}};
        const int ready = ::poll(watched.data(), watched.size(), waitUntil(due));
        return ready < 0 && errno != EINTR ? -errno : 0;
    }

    void tellChanges()
    {
        for (const TaskChange& change : watch_.look(parts_.snapshot())) {
            const TaskView& task = *change.task;
            const std::string state(change.after ? nameOf(*change.after) : "removed");
            emit("TaskChanged", {task.id.text(), clean(task.name), state});
            if (change.runEnded)
                emit("RunEnded", {task.id.text(), task.run.text(), clean(task.name), state});
        }
    }

    void emit(const char* signal, const std::vector<std::string>& texts)
    {
        sd_bus_message* made = nullptr;
        int status = sd_bus_message_new_signal(bus_.get(), &made, kBusPath, kBusInterface, signal);
        const MessagePtr message(made);
        for (const std::string& text : texts)
            if (status >= 0)
                status = sd_bus_message_append(made, "s", text.c_str());
        if (status >= 0)
            sd_bus_send(bus_.get(), made, nullptr);
    }

    BusParts parts_;
    std::shared_ptr<BusMail> mail_;
    BusPtr bus_;
    BusMethods methods_;
    BusNotices notices_;
    QueueWatch watch_;
};

Result<std::unique_ptr<BusService>> BusService::join(BusParts parts)
{
    auto bus = connect(parts.address);
    if (!bus)
        return tl::unexpected(bus.error());
    auto loop = std::make_unique<Loop>(std::move(*bus), std::move(parts));
    if (const auto entered = loop->enter(); !entered)
        return tl::unexpected(entered.error());
    return std::unique_ptr<BusService>(new BusService(std::move(loop)));
}

BusService::BusService(std::unique_ptr<Loop> loop)
    : loop_(std::move(loop)), thread_(namedThread("xpu bus", [this] { loop_->run(); }))
{}

BusService::~BusService()
{
    loop_->mail()->stop = true;
    loop_->mail()->answers.ring();
    thread_.join();
    onAction({});
}

std::function<void()> BusService::onPublished() const
{
    return [mail = loop_->mail()] {
        if (!mail->published.exchange(true))
            mail->answers.ring();
    };
}

std::function<void(Notice)> BusService::notifier() const
{
    return [mail = loop_->mail()](Notice notice) {
        if (!mail->stop)
            mail->post(std::move(notice));
    };
}

void BusService::onAction(std::function<void(std::string)> hook) const
{
    const MutexLock lock(loop_->mail()->mutex);
    loop_->mail()->action = std::move(hook);
}

} // namespace xpu::session
