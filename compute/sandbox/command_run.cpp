#include "compute/sandbox/command_run.h"

#include "compute/sandbox/bwrap_arguments.h"
#include "compute/sandbox/frozen_files.h"
#include "compute/sandbox/output_files.h"
#include "compute/sandbox/verdict.h"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

namespace xpu::sandbox {
namespace {

using Steady = std::chrono::steady_clock;

std::vector<std::string> rootsOf(const CommandWork& work)
{
    std::vector<std::string> roots = {work.folder};
    roots.insert(roots.end(), work.grantedFolders.begin(), work.grantedFolders.end());
    return roots;
}

std::string homeFolder()
{
    const char* home = std::getenv("HOME"); // NOLINT(concurrency-mt-unsafe) never changed
    return home != nullptr ? home : "";
}

tl::unexpected<LaunchError> refused(Errc code, std::string message, std::string errorCode = {})
{
    return tl::unexpected(LaunchError{code, std::move(message), std::move(errorCode)});
}

LaunchError viewError(const Error& error)
{
    const std::string folder = printable(error.context);
    return {error.code,
            error.code == Errc::Permission
                ? folder + " is a system folder; commands need a folder of their own"
                : "no folder " + folder,
            {}};
}

/// What the runner measured.
void addFigures(Completion& done, const WorkerReport& ended)
{
    done.cpuTime = Seconds(static_cast<double>(ended.cpuMicros) * 1e-6);
    done.peakMemory = Bytes(ended.bytes);
    if (WIFEXITED(ended.waitStatus))
        done.exitStatus = WEXITSTATUS(ended.waitStatus);
}

} // namespace

/// All that a bubblewrap needs to start.
struct CommandRun::Sandbox {
    std::string bwrap;
    std::vector<std::string> arguments;
    std::vector<Frozen> frozen;
    std::vector<int> descriptors; ///< of the frozen files, from kFirstFrozenFd on
};

CommandRun::CommandRun(const Launch& launch, const CommandWork& work, const SandboxOptions& options,
                       int cancelFd, RunListener listener)
    : launch_(launch),
      work_(work),
      options_(options),
      cancelFd_(cancelFd),
      listener_(std::move(listener)),
      roots_(rootsOf(work))
{}

Completion CommandRun::run()
{
    const auto begin = Steady::now();
    auto sandbox = prepare();
    const Seconds prepared = Steady::now() - begin;
    auto done = sandbox.and_then([this](const Sandbox& ready) { return attend(ready); });
    if (!done) {
        Completion failed;
        failed.id = launch_.id;
        failed.error = std::move(done.error());
        return failed;
    }
    done->id = launch_.id;
    done->prepare += prepared;
    return std::move(*done);
}

tl::expected<CommandRun::Sandbox, LaunchError> CommandRun::prepare() const
{
    if (work_.argv.empty() || work_.argv.front().empty())
        return refused(Errc::InvalidInput, "an empty command");
    Sandbox sandbox;
    sandbox.bwrap = findBwrap(options_);
    if (sandbox.bwrap.empty())
        return refused(Errc::Unsupported, "bwrap is missing", "E603");
    const std::string worker = findWorker(options_);
    if (worker.empty())
        return refused(Errc::Unsupported, "xpu-worker is missing", "E603");
    return fillIn(sandbox, worker)
        .and_then([this] { return makeRoomForOutputs(); })
        .map([&sandbox] { return std::move(sandbox); });
}

tl::expected<void, LaunchError> CommandRun::fillIn(Sandbox& sandbox,
                                                   const std::string& worker) const
{
    Result<std::vector<Frozen>> pinned = freezePinned(work_.pinnedDigests);
    if (!pinned)
        return refused(Errc::Conflict,
                       printable(pinned.error().context)
                           + " has changed since the command was approved",
                       "E701");
    sandbox.frozen = std::move(*pinned);
    SandboxView view{.folder = work_.folder,
                     .granted = work_.grantedFolders,
                     .hidden = options_.hidden,
                     .frozen = {},
                     .worker = worker,
                     .network = work_.network,
                     .home = homeFolder()};
    for (const Frozen& file : sandbox.frozen) {
        if (!file.content)
            continue;
        const int inside = kFirstFrozenFd + static_cast<int>(sandbox.descriptors.size());
        view.frozen.push_back({file.path, inside, file.executable});
        sandbox.descriptors.push_back(file.content.get());
    }
    Result<std::vector<std::string>> arguments = bwrapArguments(view);
    if (!arguments)
        return tl::unexpected(viewError(arguments.error()));
    sandbox.arguments = std::move(*arguments);
    return {};
}

tl::expected<void, LaunchError> CommandRun::makeRoomForOutputs() const
{
    if (const Result<void> made = makeOutputFolders(work_.outputs, roots_); !made)
        return tl::unexpected(outputError(made.error()));
    removeTemporaries(work_.outputs, roots_); // of a run that was killed together with the program
    return {};
}

std::string CommandRun::workerSpec() const
{
    return encode(
        WorkerSpec{.argv = work_.argv,
                   .env = commandEnvironment(environ, work_.env,
                                             launch_.threads > 0 ? launch_.threads : work_.threads),
                   .progressRegex = work_.progressRegex.size() <= 1024 ? work_.progressRegex : "",
                   .memoryLimit = work_.memoryLimit.count,
                   .maxProcesses = options_.maxProcesses});
}

tl::expected<Completion, LaunchError> CommandRun::attend(const Sandbox& sandbox)
{
    const auto begin = Steady::now();
    CapturedOutput captured(work_.logPath, options_.logLimit);
    if (!work_.printTo.path.empty()) {
        Result<UniqueFd> file = openForPrinting(work_.printTo.path, work_.printTo.root);
        if (!file)
            return refused(file.error().code, "cannot write " + printable(work_.printTo.path));
        captured.alsoTo(std::move(*file));
    }
    Result<SandboxProcess> process =
        SandboxProcess::start(sandbox.bwrap, sandbox.arguments, workerSpec(), sandbox.descriptors);
    if (!process)
        return refused(process.error().code, "cannot start " + process.error().context);
    const auto spawned = Steady::now();
    const RunOutcome outcome =
        Attendant(*process, captured, cancelFd_, work_.timeout, listener_).attend();

    Completion done;
    done.prepare = spawned - begin;
    done.run = Steady::now() - spawned;
    if (outcome.ended)
        addFigures(done, *outcome.ended);
    done.error = judge(outcome, captured, work_);
    if (!done.error)
        if (const Result<void> settled = settleOutputs(work_.outputs, roots_); !settled)
            done.error = outputError(settled.error());
    if (done.error)
        removeTemporaries(work_.outputs, roots_);
    return done;
}

} // namespace xpu::sandbox
