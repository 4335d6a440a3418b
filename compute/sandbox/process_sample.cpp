#include "compute/sandbox/process_sample.h"

#include "compute/posix/unique_fd.h"

#include <dirent.h>
#include <fcntl.h>

#include <array>
#include <cctype>
#include <cstdlib>
#include <memory>
#include <vector>

namespace xpu::sandbox {
namespace {

std::uint64_t privateBytesOf(int procFd, const char* pid)
{
    const std::string path = std::string(pid) + "/statm";
    const UniqueFd fd(::openat(procFd, path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 256> text{};
    const ssize_t n = fd ? ::read(fd.get(), text.data(), text.size() - 1) : -1;
    if (n <= 0)
        return 0;
    // size resident shared ..., in pages
    char* at = text.data();
    std::strtoull(at, &at, 10);
    const std::uint64_t resident = std::strtoull(at, &at, 10);
    const std::uint64_t shared = std::strtoull(at, &at, 10);
    static const auto kPage = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return resident > shared ? (resident - shared) * kPage : 0;
}

} // namespace

ProcessSample sampleProcesses(const std::string& procFolder, std::uint64_t enough)
{
    ProcessSample sample;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(procFolder.c_str()), ::closedir);
    if (!folder)
        return sample;
    std::vector<std::string> pids;
    // readdir on a DIR of our own is thread-safe in glibc.
    while (const dirent* entry = ::readdir(folder.get())) { // NOLINT(concurrency-mt-unsafe)
        const std::string name = entry->d_name;
        if (!std::isdigit(static_cast<unsigned char>(name[0])) || name == "1")
            continue;
        if (++sample.processes > enough)
            return sample;
        pids.push_back(name);
    }
    for (const std::string& pid : pids)
        sample.privateBytes += privateBytesOf(::dirfd(folder.get()), pid.c_str());
    return sample;
}

} // namespace xpu::sandbox
