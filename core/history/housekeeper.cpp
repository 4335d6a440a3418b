#include "core/history/housekeeper.h"

#include "core/base/named_thread.h"
#include "core/history/step_log_folders.h"
#include "core/log/log.h"

#include <sys/stat.h>

#include <cerrno>
#include <future>

namespace xpu::history {
namespace {

/// The first frame and the first task come before old things.
constexpr Seconds kAfterStart{10};
constexpr Seconds kBetweenPasses{24 * 3600.0};
constexpr std::int64_t kDay = 86'400 * std::int64_t{1'000'000};
constexpr std::size_t kFilesAtOnce = 500;

/// Asks the history thread and waits for its answer. An answer that is never given, because the
/// thread has ended, reads as a failure.
template <class Answer>
Result<Answer> ask(Writer& history, std::function<Result<Answer>(Store&)> question)
{
    auto answer = std::make_shared<std::promise<Result<Answer>>>();
    auto given = answer->get_future();
    history.query([answer = std::move(answer), question = std::move(question)](Store& store) {
        answer->set_value(question(store));
    });
    return given.get();
}

void complain(const char* what, const Error& error)
{
    log({LogLevel::Warning, "history", what, {}, {}, {}, {{"detail", error.context}}});
}

/// One slice after the other until there is nothing more; others get their turn in between.
void whileThereIsMore(Writer& history, const char* what, const std::function<bool()>& ending,
                      const std::function<Result<Tidied>(Store&)>& slice)
{
    while (!ending()) {
        const Result<Tidied> done = ask<Tidied>(history, slice);
        if (!done)
            return complain(what, done.error());
        if (!done->more)
            return;
    }
}

/// Whether nothing can be said of the file any more: it is gone, not merely out of reach.
bool isGone(const std::string& path)
{
    struct stat info {};
    return stat(path.c_str(), &info) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

std::size_t pruneMade(Writer& history, std::int64_t beforeUtcMicros,
                      const std::function<bool()>& ending)
{
    std::size_t pruned = 0;
    std::string last;
    while (!ending()) {
        const auto files = ask<std::vector<MadeFile>>(
            history, [last](Store& store) { return store.madeAfter(last, kFilesAtOnce); });
        if (!files) {
            complain("made files not pruned", files.error());
            return pruned;
        }
        if (files->empty())
            return pruned;
        last = files->back().path;
        std::vector<MadeFile> old;
        for (const MadeFile& file : *files)
            if (file.stamp.mtimeNanos / 1000 < beforeUtcMicros || isGone(file.path))
                old.push_back(file);
        pruned += old.size();
        if (old.empty())
            continue;
        const auto forgotten = ask<bool>(history, [old](Store& store) {
            return store.forgetMade(old).map([] { return true; });
        });
        if (!forgotten) {
            complain("made files not pruned", forgotten.error());
            return pruned;
        }
    }
    return pruned;
}

} // namespace

TidyReport tidyHistory(Writer& history, std::int64_t now, const std::string& stepLogs,
                       const RetentionLimits& limits, const std::function<bool()>& ending)
{
    TidyReport report;
    const auto daysAgo = [now](std::int64_t days) { return now - days * kDay; };
    const std::int64_t runsBefore = limits.runDays > 0 ? daysAgo(limits.runDays) : 0;
    if (runsBefore > 0) {
        whileThereIsMore(history, "old runs not forgotten", ending,
                         [runsBefore](Store& store) { return store.forgetRun(runsBefore); });
        whileThereIsMore(history, "old telemetry not dropped", ending,
                         [runsBefore](Store& store) { return store.dropTelemetry(runsBefore); });
    }
    if (limits.telemetryDays > 0)
        for (const auto& [days, seconds] :
             {std::pair{limits.telemetryDays, 60}, std::pair{limits.telemetryDays * 4, 600}})
            whileThereIsMore(history, "telemetry not rolled up", ending,
                             [before = daysAgo(days), width = seconds](Store& store) {
                                 return store.foldOneSensor(before, width);
                             });
    report.madeFiles = pruneMade(history, runsBefore, ending);
    const auto listed =
        ask<std::set<RunId>>(history, [](Store& store) { return store.listedRuns(); });
    if (listed && !ending())
        report.logFolders =
            removeStepLogs(stepLogs, *listed, now, limits.logDays > 0 ? daysAgo(limits.logDays) : 0,
                           limits.logBytes);
    return report;
}

Housekeeper::Housekeeper(Writer& history, const Clock& clock, std::string stepLogs,
                         RetentionLimits limits)
    : history_(history),
      clock_(clock),
      stepLogs_(std::move(stepLogs)),
      limits_(limits),
      thread_(namedThread("xpu tidy", [this] { loop(); }))
{}

Housekeeper::~Housekeeper()
{
    {
        const MutexLock lock(mutex_);
        ending_ = true;
    }
    changed_.notifyAll();
    thread_.join();
}

void Housekeeper::setLimits(RetentionLimits limits)
{
    {
        const MutexLock lock(mutex_);
        if (limits_ == limits)
            return;
        limits_ = limits;
        dirty_ = true;
    }
    changed_.notifyAll();
}

bool Housekeeper::ending()
{
    const MutexLock lock(mutex_);
    return ending_;
}

void Housekeeper::loop()
{
    Seconds wait = kAfterStart;
    while (true) {
        RetentionLimits limits;
        {
            MutexLock lock(mutex_);
            const auto until = Condition::after(wait);
            while (!ending_ && !dirty_ && changed_.waitUntil(lock, until)) {
            }
            if (ending_)
                return;
            dirty_ = false;
            limits = limits_;
        }
        tidyHistory(history_, clock_.utcMicros(), stepLogs_, limits, [this] { return ending(); });
        wait = kBetweenPasses;
    }
}

} // namespace xpu::history
