#include "compute/sandbox/worker.h"

#include "compute/posix/unique_fd.h"
#include "compute/sandbox/process_sample.h"
#include "compute/sandbox/progress_scanner.h"
#include "compute/sandbox/worker_protocol.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace xpu::sandbox {
namespace {

constexpr int kSampleMs = 20;
constexpr int kRefused = 125;
constexpr std::uint64_t kProcessSlack = 64;

void writeAll(int fd, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

void report(const WorkerReport& r) { writeAll(kReportFd, encode(r)); }

std::string readAll(int fd)
{
    std::string text;
    std::array<char, 65536> piece{};
    for (ssize_t n = 0; (n = ::read(fd, piece.data(), piece.size())) > 0;)
        text.append(piece.data(), static_cast<std::size_t>(n));
    return text;
}

void limit(__rlimit_resource what, rlim_t value)
{
    const rlimit both{value, value};
    ::setrlimit(what, &both);
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> out;
    for (std::string& t : texts)
        out.push_back(t.data());
    out.push_back(nullptr);
    return out;
}

/// The command's own side after fork; never returns. `failure` tells an errno of exec.
[[noreturn]] void becomeCommand(WorkerSpec& spec, int output, int failure)
{
    const int nothing = ::open("/dev/null", O_RDWR);
    ::dup2(nothing, 0);
    ::dup2(output, 1);
    ::dup2(output, 2);
    // A session of its own is a scheduling group of its own (autogroup): however many processes the
    // command makes, its runner still gets its share of the processor to end them.
    ::setsid();
    limit(RLIMIT_CORE, 0);
    // The sampling ends a bomb; this keeps it small in between (not for the super-user).
    limit(RLIMIT_NPROC, spec.maxProcesses + kProcessSlack);
    if (spec.memoryLimit > 0)
        limit(RLIMIT_AS, spec.memoryLimit);
    sigset_t none;
    sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    std::vector<char*> argv = pointers(spec.argv);
    ::execvp(argv[0], argv.data());
    const int error = errno;
    writeAll(failure, std::string_view(reinterpret_cast<const char*>(&error), sizeof error));
    ::_exit(127);
}

class Worker {
public:
    explicit Worker(WorkerSpec spec) : spec_(std::move(spec)) {}
    int run();

private:
    bool start();
    void loop();
    void onChildren();
    void onOutput();
    void sample();
    void endEverything(WorkerReport::Cause cause);
    void finish();

    WorkerSpec spec_;
    std::optional<ProgressScanner> scanner_;
    UniqueFd signals_;
    UniqueFd output_; ///< read end, only when there is a scanner
    pid_t main_ = -1;
    std::optional<int> status_;
    WorkerReport::Cause cause_ = WorkerReport::Cause::None;
    std::uint64_t peak_ = 0;
    std::uint64_t told_ = 0;
};

int Worker::run()
{
    if (!spec_.progressRegex.empty())
        scanner_.emplace(spec_.progressRegex);
    if (!start())
        return kRefused;
    loop();
    finish();
    return 0;
}

bool Worker::start()
{
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    ::pthread_sigmask(SIG_BLOCK, &children, nullptr);
    signals_.reset(::signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK));

    std::array<int, 2> out{-1, -1};
    std::array<int, 2> failure{-1, -1};
    if (::pipe2(failure.data(), O_CLOEXEC) != 0
        || (scanner_ && ::pipe2(out.data(), O_CLOEXEC) != 0))
        return false;
    output_.reset(out[0]);
    UniqueFd outputIn(out[1]);
    const UniqueFd failureOut(failure[0]);
    UniqueFd failureIn(failure[1]);
    static std::vector<char*> environment; // environ points into it until the process ends
    environment = pointers(spec_.env);
    environ = environment.data();
    main_ = ::fork();
    if (main_ == 0)
        becomeCommand(spec_, scanner_ ? outputIn.get() : 1, failureIn.get());
    failureIn.reset();
    outputIn.reset();
    if (main_ < 0)
        return false;
    int error = 0;
    if (::read(failureOut.get(), &error, sizeof error) == sizeof error)
        report({.kind = WorkerReport::Kind::NotFound, .error = error});
    else
        report({.kind = WorkerReport::Kind::Started});
    return true;
}

void Worker::loop()
{
    while (!status_) {
        std::array<pollfd, 3> on{{{signals_.get(), POLLIN, 0},
                                  {kControlFd, POLLIN, 0},
                                  {output_.get(), POLLIN, 0}}}; // poll skips a negative one
        const int n = ::poll(on.data(), on.size(), kSampleMs);
        if (n < 0 && errno != EINTR)
            endEverything(WorkerReport::Cause::Control);
        if (on[1].revents != 0)
            endEverything(WorkerReport::Cause::Control);
        if (on[2].revents != 0)
            onOutput();
        sample();
        onChildren();
    }
}

void Worker::onChildren()
{
    signalfd_siginfo ignored{};
    while (::read(signals_.get(), &ignored, sizeof ignored) > 0) {
    }
    int status = 0;
    for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;)
        if (pid == main_)
            status_ = status;
}

void Worker::onOutput()
{
    std::array<char, 16384> piece{};
    const ssize_t n = ::read(output_.get(), piece.data(), piece.size());
    if (n <= 0) {
        output_.reset();
        return;
    }
    const std::string_view text(piece.data(), static_cast<std::size_t>(n));
    writeAll(1, text);
    if (const auto percent = scanner_ ? scanner_->feed(text) : std::nullopt)
        report({.kind = WorkerReport::Kind::Progress, .percent = *percent});
}

void Worker::sample()
{
    const ProcessSample now = sampleProcesses("/proc", spec_.maxProcesses);
    peak_ = std::max(peak_, now.privateBytes);
    // The super-user is exempt from RLIMIT_NPROC, and RLIMIT_AS counts each process alone.
    if (now.processes > spec_.maxProcesses)
        endEverything(WorkerReport::Cause::Processes);
    else if (spec_.memoryLimit > 0 && now.privateBytes > spec_.memoryLimit)
        endEverything(WorkerReport::Cause::Memory);
    const std::uint64_t change =
        now.privateBytes > told_ ? now.privateBytes - told_ : told_ - now.privateBytes;
    if (change > (1u << 20)) {
        told_ = now.privateBytes;
        report({.kind = WorkerReport::Kind::Memory, .bytes = told_});
    }
}

void Worker::endEverything(WorkerReport::Cause cause)
{
    if (cause_ == WorkerReport::Cause::None)
        cause_ = cause;
    if (::getpid() == 1)
        ::kill(-1, SIGKILL);
}

void Worker::finish()
{
    // Children that outlived the command (daemons, setsid) are not part of a finished step.
    if (::getpid() == 1)
        ::kill(-1, SIGKILL);
    while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
    }
    while (output_)
        onOutput();
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto micros = [](const timeval& t) {
        return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000u
               + static_cast<std::uint64_t>(t.tv_usec);
    };
    const auto largest = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024u;
    report({.kind = WorkerReport::Kind::Ended,
            .waitStatus = *status_,
            .cpuMicros = micros(usage.ru_utime) + micros(usage.ru_stime),
            .bytes = std::max(peak_, largest),
            .cause = cause_});
}

} // namespace

int runWorker()
{
    if (::getpid() != 1) {
        std::fputs("xpu-worker is started by XPU Optimizer inside its sandbox only.\n", stderr);
        return kRefused;
    }
    ::fcntl(kReportFd, F_SETFD, FD_CLOEXEC);
    ::fcntl(kControlFd, F_SETFD, FD_CLOEXEC);
    ::close_range(kControlFd + 1, ~0u, 0);
    std::optional<WorkerSpec> spec = decodeSpec(readAll(0));
    if (!spec)
        return kRefused;
    // The command has the same user: it must not reach into its runner.
    ::prctl(PR_SET_DUMPABLE, 0);
    return Worker(std::move(*spec)).run();
}

} // namespace xpu::sandbox
