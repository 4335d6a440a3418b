#include "compute/sandbox/sandbox_process.h"

#include "compute/sandbox/bwrap_arguments.h"
#include "compute/sandbox/frozen_files.h"
#include "compute/sandbox/worker_protocol.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <utility>

namespace xpu::sandbox {
namespace {

constexpr int kArgumentsFd = 5;

struct Pipe {
    UniqueFd read;
    UniqueFd write;
};

Result<Pipe> makePipe()
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(Errc::Io, "pipe");
    return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

/// Writing to a socket can be told not to raise SIGPIPE when bubblewrap is gone already.
Result<Pipe> makeSocketPair()
{
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return fail(Errc::Io, "socketpair");
    return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

void sendAll(int fd, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t n = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return; // the missing "started" report tells
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

/// Copies above every target number, so that dup2 onto one never closes another source.
Result<UniqueFd> lifted(int fd, int above)
{
    UniqueFd copy(::fcntl(fd, F_DUPFD_CLOEXEC, above));
    if (!copy)
        return fail(Errc::Io, "descriptors");
    return copy;
}

std::string joinedByNul(const std::vector<std::string>& texts)
{
    std::string out;
    for (const std::string& t : texts) {
        out += t;
        out += '\0';
    }
    return out;
}

/// @param sources  sources[n] becomes descriptor n
Result<pid_t> spawn(const std::string& program, const std::vector<UniqueFd>& sources,
                    const std::vector<std::string>& words)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    for (std::size_t n = 0; n < sources.size(); ++n)
        posix_spawn_file_actions_adddup2(&actions, sources[n].get(), static_cast<int>(n));
    posix_spawn_file_actions_addclosefrom_np(&actions, static_cast<int>(sources.size()));
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    // Values that others should not read in /proc/PID/cmdline travel through the descriptors.
    std::vector<std::string> texts = {program, "--args", std::to_string(kArgumentsFd), "--",
                                      kWorkerInside};
    texts.insert(texts.end(), words.begin(), words.end());
    std::vector<char*> argv;
    for (std::string& text : texts)
        argv.push_back(text.data());
    argv.push_back(nullptr);
    std::array<char*, 1> environment{};
    pid_t pid = -1;
    const int error =
        posix_spawn(&pid, program.c_str(), &actions, &attributes, argv.data(), environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return fail(Errc::Io, program);
    return pid;
}

/// Under memory pressure a command dies before the window does; a refusal changes nothing but that
/// order.
void dieFirst(pid_t pid)
{
    const std::string path = "/proc/" + std::to_string(pid) + "/oom_score_adj";
    const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    constexpr std::string_view kScore = "500";
    if (fd && ::write(fd.get(), kScore.data(), kScore.size()) < 0)
        errno = 0;
}

} // namespace

Result<SandboxProcess> SandboxProcess::start(const std::string& bwrap,
                                             const std::vector<std::string>& arguments,
                                             const std::string& spec,
                                             const std::vector<int>& frozen,
                                             const std::vector<std::string>& words)
{
    Result<UniqueFd> specFile = memoryFile("xpu-spec", spec);
    Result<Pipe> argumentsLine = makeSocketPair();
    Result<Pipe> output = makePipe();
    Result<Pipe> reports = makePipe();
    Result<Pipe> control = makePipe();
    if (!specFile || !argumentsLine || !output || !reports || !control)
        return fail(Errc::Io, "descriptors");

    std::vector<int> wanted = {specFile->get(),     output->write.get(),
                               output->write.get(), reports->write.get(),
                               control->read.get(), argumentsLine->read.get()};
    wanted.insert(wanted.end(), frozen.begin(), frozen.end());
    std::vector<UniqueFd> sources;
    for (const int fd : wanted) {
        Result<UniqueFd> copy = lifted(fd, static_cast<int>(wanted.size()));
        if (!copy)
            return tl::unexpected(copy.error());
        sources.push_back(std::move(*copy));
    }
    const Result<pid_t> pid = spawn(bwrap, sources, words);
    if (!pid)
        return tl::unexpected(pid.error());

    SandboxProcess process;
    process.pid_ = *pid;
    // The wrapper of glibc 2.36 cannot be called from C++.
    process.pidfd_.reset(static_cast<int>(::syscall(SYS_pidfd_open, *pid, 0)));
    process.output_ = std::move(output->read);
    process.reports_ = std::move(reports->read);
    process.control_ = std::move(control->write);
    // bubblewrap forks only after it has read its arguments, and what it forks inherits the score.
    dieFirst(*pid);
    sendAll(argumentsLine->write.get(), joinedByNul(arguments));
    ::fcntl(process.output_.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(process.reports_.get(), F_SETFL, O_NONBLOCK);
    if (!process.pidfd_)
        return fail(Errc::Io, "pidfd_open");
    return process;
}

SandboxProcess::SandboxProcess(SandboxProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      pidfd_(std::move(other.pidfd_)),
      output_(std::move(other.output_)),
      reports_(std::move(other.reports_)),
      control_(std::move(other.control_))
{}

SandboxProcess::~SandboxProcess()
{
    if (pid_ > 0) {
        kill();
        wait();
    }
}

void SandboxProcess::kill() const
{
    if (pid_ > 0)
        ::kill(pid_, SIGKILL); // not yet reaped, so the number is still ours
}

int SandboxProcess::wait()
{
    int status = 0;
    while (pid_ > 0 && ::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
}

} // namespace xpu::sandbox
