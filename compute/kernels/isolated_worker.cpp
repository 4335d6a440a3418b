#include "compute/kernels/isolated_worker.h"

#include "compute/sandbox/bwrap_arguments.h"
#include "compute/sandbox/captured_output.h"
#include "core/wording/quantity_text.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cstring>

namespace xpu::kernels {
namespace {

constexpr int kLookMs = 20;        ///< how soon a cancel is seen
constexpr int kMostDyingMs = 1000; ///< bubblewrap ends shortly after what it runs
constexpr std::size_t kKeptOutput = 2000;

std::string wayItEnded(int status)
{
    // bubblewrap ends with 128 + the signal that ended what it runs.
    const int signal = WIFSIGNALED(status)                              ? WTERMSIG(status)
                       : WIFEXITED(status) && WEXITSTATUS(status) > 128 ? WEXITSTATUS(status) - 128
                                                                        : 0;
    if (signal != 0)
        return std::string("it was ended by ") + sigdescr_np(signal);
    return "it ended with status " + std::to_string(WEXITSTATUS(status));
}

} // namespace

Outcome<void> IsolatedWorker::start()
{
    const std::string bwrap = sandbox::findBwrap(options_);
    const std::string worker = sandbox::findWorker(options_);
    if (bwrap.empty() || worker.empty())
        return refused(Errc::Unsupported,
                       bwrap.empty() ? "bwrap is missing" : "xpu-worker is missing", "E603");
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return refused(Errc::Io, "socketpair");
    socket_.reset(ends[0]);
    const UniqueFd theirs(ends[1]); // our copy goes, or the worker's end would go unnoticed
    auto process = sandbox::SandboxProcess::start(
        bwrap, sandbox::kernelWorkerArguments(worker, environ), {}, {theirs.get()},
        {kKernelArgument, place_.driver, std::to_string(place_.index)});
    if (!process)
        return refused(process.error().code, "cannot start " + process.error().context);
    process_.emplace(std::move(*process));
    said_.clear();
    return {};
}

Outcome<JobTimes> IsolatedWorker::run(const KernelJob& job, int source, int memory,
                                      const JobLimits& limits)
{
    if (!process_)
        if (const auto started = start(); !started)
            return tl::unexpected(started.error());
    if (!sendMessage(socket_.get(), encode(job), {source, memory}))
        return lost();
    const auto after = [](Seconds time) {
        return Steady::now() + std::chrono::duration_cast<Steady::duration>(time);
    };
    auto prepared = reply(after(limits.prepare), limits,
                          job.file + " was not compiled within " + wording::text(limits.prepare));
    if (!prepared)
        return tl::unexpected(prepared.error());
    if (prepared->kind != KernelReply::Kind::Prepared)
        return tl::unexpected(prepared->error);
    auto done = reply(after(limits.run), limits,
                      "the kernel did not end within " + wording::text(limits.run));
    if (!done)
        return tl::unexpected(done.error());
    if (done->kind != KernelReply::Kind::Done)
        return tl::unexpected(done->error);
    return JobTimes{prepared->took, done->took, done->doubtful};
}

Outcome<KernelSketch> IsolatedWorker::describe(const KernelJob& job, int source, Seconds limit)
{
    if (!process_)
        if (const auto started = start(); !started)
            return tl::unexpected(started.error());
    if (!sendMessage(socket_.get(), encode(job), {source, source}))
        return lost();
    auto told = reply(Steady::now() + std::chrono::duration_cast<Steady::duration>(limit), {},
                      job.file + " was not compiled within " + wording::text(limit));
    if (!told)
        return tl::unexpected(told.error());
    if (told->kind != KernelReply::Kind::Described)
        return tl::unexpected(told->error);
    return std::move(told->sketch);
}

Outcome<KernelReply> IsolatedWorker::reply(Steady::time_point deadline, const JobLimits& limits,
                                           const std::string& tooLate)
{
    for (;;) {
        std::array<pollfd, 3> on{{{socket_.get(), POLLIN, 0},
                                  {process_->output(), POLLIN, 0},
                                  {process_->exited(), POLLIN, 0}}};
        ::poll(on.data(), on.size(), kLookMs);
        if (on[1].revents != 0)
            drain();
        if ((on[0].revents & POLLIN) != 0) {
            const Received message = receiveMessage(socket_.get());
            if (message.text.empty())
                return lost();
            auto decoded = decodeReply(message.text);
            return decoded ? Outcome<KernelReply>(std::move(*decoded)) : lost();
        }
        if (on[0].revents != 0 || on[2].revents != 0)
            return lost();
        const bool cancelled = limits.cancelled && limits.cancelled();
        if (!cancelled && Steady::now() < deadline)
            continue;
        process_.reset(); // kills all of it
        return cancelled ? refused(Errc::Cancelled, "cancelled") : refused(Errc::Timeout, tooLate);
    }
}

void IsolatedWorker::drain()
{
    std::array<char, 4096> piece{};
    const ssize_t n = ::read(process_->output(), piece.data(), piece.size());
    if (n <= 0)
        return process_->endOutput();
    said_.append(piece.data(), static_cast<std::size_t>(n));
    if (said_.size() > kKeptOutput)
        said_.erase(0, said_.size() - kKeptOutput);
}

tl::unexpected<LaunchError> IsolatedWorker::lost()
{
    pollfd ended{process_->exited(), POLLIN, 0};
    if (::poll(&ended, 1, kMostDyingMs) == 0)
        process_->kill();
    if (process_->output() >= 0)
        drain();
    const std::string how = wayItEnded(process_->wait());
    process_.reset();
    std::string last = sandbox::printable(said_);
    while (last.ends_with('\n'))
        last.pop_back();
    last = last.substr(last.rfind('\n') + 1);
    return refused(Errc::DeviceFailed, "the process that ran the kernel is gone: " + how
                                           + (last.empty() ? "" : " (" + last + ")"));
}

} // namespace xpu::kernels
