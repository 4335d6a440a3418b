#include "compute/sandbox/command_run.h"

#include "compute/sandbox/bwrap_arguments.h"
#include "compute/sandbox/captured_output.h"
#include "compute/sandbox/frozen_files.h"
#include "compute/sandbox/output_files.h"
#include "compute/sandbox/sandbox_process.h"
#include "compute/sandbox/worker_protocol.h"

#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace xpu::sandbox {
namespace {

using Steady = std::chrono::steady_clock;

/// After it the runner is taken for dead and bubblewrap is killed from outside.
constexpr Seconds kGrace{2};
constexpr std::size_t kLinesInMessage = 12;

std::vector<std::string> rootsOf(const CommandWork& work)
{
    std::vector<std::string> roots = {work.folder};
    roots.insert(roots.end(), work.grantedFolders.begin(), work.grantedFolders.end());
    return roots;
}

std::string secondsText(Seconds s)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g s", s.count());
    return text.data();
}

std::string homeFolder()
{
    const char* home = std::getenv("HOME"); // NOLINT(concurrency-mt-unsafe) never changed
    return home != nullptr ? home : "";
}

enum class Stop : std::uint8_t { No, Cancelled, Timeout };

/// Listens to a running sandbox until it and its pipes have ended.
class Attendant {
public:
    Attendant(SandboxProcess& process, CapturedOutput& captured, int cancelFd, Seconds timeout,
              const CommandRun::Listener& listener)
        : process_(process), captured_(captured), cancelFd_(cancelFd), listener_(listener)
    {
        if (timeout > Seconds{0})
            deadline_ = Steady::now() + std::chrono::duration_cast<Steady::duration>(timeout);
    }

    void attend();
    Stop stopped() const { return stop_; }
    bool started() const { return started_; }
    const std::optional<WorkerReport>& notFound() const { return notFound_; }
    const std::optional<WorkerReport>& ended() const { return ended_; }
    int bwrapStatus() const { return bwrapStatus_; }

private:
    int waitMs() const;
    void checkTime();
    void stop(Stop why);
    void readOutput();
    void readReports();
    void take(const WorkerReport& report);

    SandboxProcess& process_;
    CapturedOutput& captured_;
    int cancelFd_;
    const CommandRun::Listener& listener_;
    std::optional<Steady::time_point> deadline_;
    std::optional<Steady::time_point> killAt_;
    Stop stop_ = Stop::No;
    std::string line_;
    bool started_ = false;
    std::optional<WorkerReport> notFound_;
    std::optional<WorkerReport> ended_;
    int bwrapStatus_ = 0;
};

void Attendant::attend()
{
    for (bool running = true; running;) {
        std::array<pollfd, 4> on{{{process_.output(), POLLIN, 0},
                                  {process_.reports(), POLLIN, 0},
                                  {process_.exited(), POLLIN, 0},
                                  {stop_ == Stop::No ? cancelFd_ : -1, POLLIN, 0}}};
        ::poll(on.data(), on.size(), waitMs());
        if (on[0].revents != 0)
            readOutput();
        if (on[1].revents != 0)
            readReports();
        if (on[3].revents != 0)
            stop(Stop::Cancelled);
        checkTime();
        running = (on[2].revents & POLLIN) == 0;
    }
    bwrapStatus_ = process_.wait();
    readOutput();
    readReports();
}

int Attendant::waitMs() const
{
    const auto until = killAt_ ? killAt_ : deadline_;
    if (!until)
        return -1;
    const double ms = std::chrono::duration<double, std::milli>(*until - Steady::now()).count();
    return static_cast<int>(std::clamp(std::ceil(ms), 0.0, 1e6));
}

void Attendant::checkTime()
{
    const auto now = Steady::now();
    if (stop_ == Stop::No && deadline_ && now >= *deadline_)
        stop(Stop::Timeout);
    if (killAt_ && now >= *killAt_) {
        process_.kill();
        killAt_.reset();
        deadline_.reset();
    }
}

void Attendant::stop(Stop why)
{
    stop_ = why;
    deadline_.reset();
    process_.askToEnd();
    killAt_ = Steady::now() + std::chrono::duration_cast<Steady::duration>(kGrace);
}

void Attendant::readOutput()
{
    std::array<char, 65536> piece{};
    // A bounded number of pieces, so that a flood of output cannot put off a cancel.
    for (int i = 0; i < 16 && process_.output() >= 0; ++i) {
        const ssize_t n = ::read(process_.output(), piece.data(), piece.size());
        if (n > 0)
            captured_.add({piece.data(), static_cast<std::size_t>(n)});
        else if (n == 0)
            process_.endOutput();
        else if (errno != EINTR)
            return;
    }
}

void Attendant::readReports()
{
    std::array<char, 4096> piece{};
    while (process_.reports() >= 0) {
        const ssize_t n = ::read(process_.reports(), piece.data(), piece.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return;
        if (n == 0) {
            process_.endReports();
            return;
        }
        for (const char c : std::string_view(piece.data(), static_cast<std::size_t>(n))) {
            if (c != '\n') {
                line_ += c;
                continue;
            }
            if (const auto report = decodeReport(line_))
                take(*report);
            line_.clear();
        }
    }
}

void Attendant::take(const WorkerReport& report)
{
    switch (report.kind) {
    case WorkerReport::Kind::Started:
        started_ = true;
        break;
    case WorkerReport::Kind::Progress:
        if (listener_.progress)
            listener_.progress(report.percent);
        break;
    case WorkerReport::Kind::Memory:
        if (listener_.memory)
            listener_.memory(Bytes(report.bytes));
        break;
    case WorkerReport::Kind::NotFound:
        notFound_ = report;
        break;
    case WorkerReport::Kind::Ended:
        ended_ = report;
        break;
    }
}

/// What a run that came to its end says; empty = success so far.
std::optional<LaunchError> judge(const Attendant& run, const CapturedOutput& captured,
                                 const CommandWork& work)
{
    const auto withOutput = [&captured](std::string what) {
        const std::string lines = captured.lastLines(kLinesInMessage);
        return lines.empty() ? what : what + "\n" + lines;
    };
    if (run.stopped() == Stop::Cancelled)
        return LaunchError{Errc::Cancelled, "cancelled", {}};
    if (run.stopped() == Stop::Timeout)
        return LaunchError{
            Errc::Timeout, withOutput("did not end within " + secondsText(work.timeout)), {}};
    if (run.notFound()) {
        const int error = run.notFound()->error;
        return LaunchError{error == ENOENT ? Errc::NotFound : Errc::Permission,
                           "cannot execute " + printable(work.argv.front()) + ": "
                               + std::system_category().message(error),
                           {}};
    }
    if (!run.started())
        return LaunchError{Errc::Unsupported, withOutput("the sandbox did not start"), "E603"};
    if (!run.ended())
        return LaunchError{Errc::OutOfMemory,
                           withOutput("the sandbox was killed, most likely for want of memory"),
                           {}};
    switch (run.ended()->cause) {
    case WorkerReport::Cause::Processes:
        return LaunchError{Errc::ExitStatus, withOutput("ended: too many processes"), {}};
    case WorkerReport::Cause::Memory:
        return LaunchError{Errc::OutOfMemory, withOutput("ended: over its memory limit"), {}};
    case WorkerReport::Cause::None:
    case WorkerReport::Cause::Control:
        break;
    }
    const int status = run.ended()->waitStatus;
    if (WIFSIGNALED(status))
        return LaunchError{Errc::ExitStatus,
                           withOutput("killed by signal " + std::to_string(WTERMSIG(status))),
                           {}};
    if (WEXITSTATUS(status) != 0)
        return LaunchError{
            Errc::ExitStatus, withOutput("exit status " + std::to_string(WEXITSTATUS(status))), {}};
    return std::nullopt;
}

LaunchError outputError(const Error& error)
{
    const std::string name = printable(error.context);
    switch (error.code) {
    case Errc::NotFound:
        return {error.code, "the command ended well but did not write " + name, {}};
    case Errc::Permission:
        return {error.code, name + " is not a regular file within the task's folders", "E307"};
    default:
        return {error.code, "cannot save " + name, {}};
    }
}

} // namespace

CommandRun::CommandRun(const Launch& launch, const CommandWork& work, const SandboxOptions& options,
                       int cancelFd, Listener listener)
    : launch_(launch),
      work_(work),
      options_(options),
      cancelFd_(cancelFd),
      listener_(std::move(listener))
{}

Completion CommandRun::failed(Errc code, std::string message, std::string errorCode) const
{
    Completion done;
    done.id = launch_.id;
    done.error = LaunchError{code, std::move(message), std::move(errorCode)};
    return done;
}

Completion CommandRun::run()
{
    const auto begin = Steady::now();
    if (work_.argv.empty() || work_.argv.front().empty())
        return failed(Errc::InvalidInput, "an empty command");
    const std::string bwrap = findBwrap(options_);
    const std::string worker = findWorker(options_);
    if (bwrap.empty() || worker.empty())
        return failed(Errc::Unsupported,
                      bwrap.empty() ? "bwrap is missing" : "xpu-worker is missing", "E603");
    const Result<std::vector<Frozen>> pinned = freezePinned(work_.pinnedDigests);
    if (!pinned)
        return failed(Errc::Conflict,
                      printable(pinned.error().context)
                          + " has changed since the command was approved",
                      "E701");

    SandboxView view{.folder = work_.folder,
                     .granted = work_.grantedFolders,
                     .hidden = options_.hidden,
                     .frozen = {},
                     .worker = worker,
                     .network = work_.network,
                     .home = homeFolder()};
    std::vector<int> descriptors;
    for (const Frozen& f : *pinned) {
        if (!f.content)
            continue;
        view.frozen.push_back(
            {f.path, kFirstFrozenFd + static_cast<int>(descriptors.size()), f.executable});
        descriptors.push_back(f.content.get());
    }
    const Result<std::vector<std::string>> arguments = bwrapArguments(view);
    if (!arguments)
        return failed(arguments.error().code,
                      arguments.error().code == Errc::Permission
                          ? printable(arguments.error().context)
                                + " is a system folder; commands need a folder of their own"
                          : "no folder " + printable(arguments.error().context));

    const std::vector<std::string> roots = rootsOf(work_);
    if (const Result<void> made = makeOutputFolders(work_.outputs, roots); !made) {
        const LaunchError error = outputError(made.error());
        return failed(error.code, error.message, error.errorCode);
    }
    removeTemporaries(work_.outputs, roots); // of a run that was killed together with the program
    const WorkerSpec spec{
        .argv = work_.argv,
        .env = commandEnvironment(environ, work_.env,
                                  launch_.threads > 0 ? launch_.threads : work_.threads),
        .progressRegex = work_.progressRegex.size() <= 1024 ? work_.progressRegex : "",
        .memoryLimit = work_.memoryLimit.count,
        .maxProcesses = options_.maxProcesses};
    CapturedOutput captured(work_.logPath, options_.logLimit);
    Result<SandboxProcess> process =
        SandboxProcess::start(bwrap, *arguments, encode(spec), descriptors);
    if (!process)
        return failed(process.error().code, "cannot start " + process.error().context);

    const auto spawned = Steady::now();
    Attendant attendant(*process, captured, cancelFd_, work_.timeout, listener_);
    attendant.attend();

    Completion done;
    done.id = launch_.id;
    done.prepare = spawned - begin;
    done.run = Steady::now() - spawned;
    if (const auto& ended = attendant.ended()) {
        done.cpuTime = Seconds(static_cast<double>(ended->cpuMicros) * 1e-6);
        done.peakMemory = Bytes(ended->bytes);
        if (WIFEXITED(ended->waitStatus))
            done.exitStatus = WEXITSTATUS(ended->waitStatus);
    }
    done.error = judge(attendant, captured, work_);
    if (!done.error)
        if (const Result<void> settled = settleOutputs(work_.outputs, roots); !settled)
            done.error = outputError(settled.error());
    if (done.error)
        removeTemporaries(work_.outputs, roots);
    return done;
}

} // namespace xpu::sandbox
