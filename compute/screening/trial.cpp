#include "compute/screening/trial.h"

#include "compute/opencl/traits.h"
#include "compute/posix/unique_fd.h"
#include "compute/vulkan/instance.h"
#include "compute/vulkan/traits.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace xpu::screening {

namespace {

void tryVulkan()
{
    const auto lookUp = vulkan::openLoader();
    const auto instance =
        lookUp ? vulkan::Instance::create(*lookUp) : tl::unexpected(lookUp.error());
    const auto devices =
        instance ? (*instance)->physicalDevices() : Result<std::vector<VkPhysicalDevice>>();
    if (!devices)
        return;
    for (VkPhysicalDevice device : *devices)
        (void)vulkan::readTraits(**instance, device);
}

void tryOpencl()
{
    const auto api = opencl::openLoader("libOpenCL.so.1");
    const auto found = api ? opencl::findDevices(*api) : Result<std::vector<opencl::Found>>();
    if (!found)
        return;
    for (const opencl::Found& device : *found)
        (void)opencl::readTraits(*api, device);
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> all;
    for (std::string& text : texts)
        all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

/// 0 when it cannot be started. Its words go nowhere: what drivers say before they fall is for
/// their makers.
pid_t spawn(std::vector<std::string> words, std::vector<std::string> environment)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    for (const int fd : {0, 1, 2})
        posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
    pid_t child = 0;
    const std::string program = words.front();
    const int failed = posix_spawn(&child, program.c_str(), &files, nullptr, pointers(words).data(),
                                   pointers(environment).data());
    posix_spawn_file_actions_destroy(&files);
    return failed == 0 ? child : 0;
}

/// Whether it ended in time. Where the kernel has no descriptors for processes, it is waited for
/// without a limit; the process ends itself then.
bool endsWithin(pid_t child, std::chrono::milliseconds patience)
{
    const UniqueFd end(static_cast<int>(syscall(SYS_pidfd_open, child, 0U)));
    if (!end)
        return true;
    pollfd wait{end.get(), POLLIN, 0};
    int ready = 0;
    do
        ready = poll(&wait, 1, static_cast<int>(patience.count()));
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

int statusOf(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

} // namespace

const char* nameOf(Interface which) { return which == Interface::Vulkan ? "vulkan" : "opencl"; }

int tryHere(Interface which)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    alarm(60); // whatever becomes of who waits for it
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    if (which == Interface::Vulkan)
        tryVulkan();
    else
        tryOpencl();
    return 0;
}

std::string tryApart(const std::string& worker, Interface which,
                     const std::vector<std::string>& variables, std::chrono::seconds patience)
{
    const pid_t child = spawn({worker, kTrialArgument, nameOf(which)}, environmentWith(variables));
    if (child == 0)
        return {}; // nothing was learnt
    const bool ended = endsWithin(child, patience);
    if (!ended)
        kill(child, SIGKILL);
    const int status = statusOf(child);
    if (!ended)
        return "no answer in " + std::to_string(patience.count()) + " s";
    if (WIFSIGNALED(status)) {
        const char* name = sigabbrev_np(WTERMSIG(status));
        return name != nullptr ? std::string("SIG") + name
                               : "signal " + std::to_string(WTERMSIG(status));
    }
    return WEXITSTATUS(status) == 0 ? std::string()
                                    : "it ended with status " + std::to_string(WEXITSTATUS(status));
}

std::vector<std::string> environmentWith(const std::vector<std::string>& variables)
{
    const auto nameOf = [](std::string_view text) { return text.substr(0, text.find('=') + 1); };
    std::vector<std::string> all = variables;
    for (char** one = environ; *one != nullptr; ++one)
        if (std::none_of(variables.begin(), variables.end(), [&](const std::string& variable) {
                return std::string_view(*one).starts_with(nameOf(variable));
            }))
            all.emplace_back(*one);
    return all;
}

} // namespace xpu::screening
