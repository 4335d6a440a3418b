#include "core/log/log.h"

#include "core/base/clock.h"
#include "core/base/mailbox.h"
#include "core/base/named_thread.h"
#include "core/base/thread_role.h"
#include "core/log/log_file.h"

#include <atomic>
#include <future>
#include <thread>

namespace xpu {
namespace {

std::atomic<Log*> installed{nullptr};
constexpr Seconds kIdleWait{3600};

} // namespace

struct Log::State {
    struct Entry {
        std::string text;
        std::promise<void>* flushed = nullptr;
        bool stop = false;
    };

    explicit State(Options o, LogFile f) : options(std::move(o)), file(std::move(f)) {}

    /// Lines of a burst go to the file in one piece.
    void loop()
    {
        role.bind();
        bool stopping = false;
        while (!stopping) {
            std::string text;
            for (Entry& entry : mailbox.waitAndTake(kIdleWait)) {
                stopping = stopping || entry.stop;
                text += entry.text;
                if (!entry.text.empty())
                    --pending;
                if (!entry.flushed)
                    continue;
                file.append(std::exchange(text, {}));
                entry.flushed->set_value();
            }
            if (const std::size_t lost = dropped.exchange(0))
                text += toJson({LogLevel::Warning,
                                "log",
                                std::to_string(lost) + " lines dropped",
                                {},
                                {},
                                {},
                                {}},
                               clock.utcMicros())
                        + "\n";
            file.append(text);
        }
    }

    Options options;
    ThreadRole role; ///< the log's thread
    LogFile file XPU_GUARDED_BY(role);
    SystemClock clock;
    Mailbox<Entry> mailbox;
    std::atomic<std::size_t> pending{0};
    std::atomic<std::size_t> dropped{0};
    std::thread thread;
};

Log::Log(std::unique_ptr<State> state) : state_(std::move(state))
{
    state_->thread = namedThread("xpu log", [s = state_.get()] { s->loop(); });
}

Log::~Log()
{
    Log* self = this;
    installed.compare_exchange_strong(self, nullptr);
    state_->mailbox.post({{}, nullptr, true});
    state_->thread.join();
}

Result<std::unique_ptr<Log>> Log::open(Options options)
{
    Result<LogFile> file = LogFile::open(options.folder, options.rotateAt, options.keep);
    if (!file)
        return tl::unexpected(file.error());
    return std::unique_ptr<Log>(
        new Log(std::make_unique<State>(std::move(options), std::move(*file))));
}

void Log::write(const LogLine& line)
{
    if (line.level < state_->options.least)
        return;
    if (line.level < LogLevel::Warning && state_->pending >= state_->options.mostPending) {
        ++state_->dropped;
        return;
    }
    ++state_->pending;
    state_->mailbox.post({toJson(line, state_->clock.utcMicros()) + "\n", nullptr, false});
}

void Log::flush()
{
    std::promise<void> written;
    state_->mailbox.post({{}, &written, false});
    written.get_future().wait();
}

void installLog(Log* log) { installed = log; }

void log(const LogLine& line)
{
    if (Log* target = installed)
        target->write(line);
}

} // namespace xpu
