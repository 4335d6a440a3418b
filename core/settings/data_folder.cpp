#include "core/settings/data_folder.h"

#include "core/settings/private_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

namespace xpu {
namespace {

std::optional<pid_t> pidIn(int fd)
{
    std::array<char, 32> text{};
    const ssize_t size = pread(fd, text.data(), text.size(), 0);
    pid_t pid = 0;
    if (size <= 0 || std::from_chars(text.data(), text.data() + size, pid).ec != std::errc{})
        return std::nullopt;
    return pid;
}

bool writePid(int fd)
{
    const std::string text = std::to_string(getpid()) + "\n";
    return ftruncate(fd, 0) == 0
           && pwrite(fd, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

/// False when the file was removed or replaced between opening and locking it.
bool isStillThere(int fd, const std::string& file)
{
    struct stat held {
    }, named{};
    return fstat(fd, &held) == 0 && stat(file.c_str(), &named) == 0 && held.st_ino == named.st_ino
           && held.st_dev == named.st_dev;
}

Error lockError(int error, int fd, const std::string& file)
{
    if (error == EWOULDBLOCK) {
        const std::optional<pid_t> owner = pidIn(fd);
        return {Errc::Busy, owner ? "pid " + std::to_string(*owner) : file};
    }
    return {error == ENOLCK || error == ENOTSUP ? Errc::Unsupported : Errc::Io,
            file + ": " + std::generic_category().message(error)};
}

Result<int> takeLock(const std::string& file)
{
    while (true) {
        const int fd = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0)
            return fail(errno == ENOSPC ? Errc::NoSpace : Errc::Io,
                        file + ": " + std::generic_category().message(errno));
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
            Error error = lockError(errno, fd, file);
            close(fd);
            return tl::unexpected(std::move(error));
        }
        if (isStillThere(fd, file)) {
            // The number only helps people; a full disk must not keep the folder closed.
            static_cast<void>(writePid(fd));
            return fd;
        }
        close(fd);
    }
}

} // namespace

Result<DataFolder> DataFolder::own(const std::string& path)
{
    const Result<std::string> folder = makePrivateFolder(path);
    if (!folder)
        return tl::unexpected(folder.error());
    std::error_code failed;
    std::string real = std::filesystem::canonical(*folder, failed).string();
    if (failed)
        return fail(Errc::Io, path + ": " + failed.message());
    const Result<int> lock = takeLock(real + "/lock");
    if (!lock)
        return tl::unexpected(lock.error());
    DataFolder owned(std::move(real), *lock);
    for (const std::string& each : {owned.blobs(), owned.models(), owned.reports()})
        if (Result<std::string> made = makePrivateFolder(each); !made)
            return tl::unexpected(made.error());
    return owned;
}

std::optional<pid_t> DataFolder::ownerOf(const std::string& path)
{
    const int fd = open((path + "/lock").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return std::nullopt;
    std::optional<pid_t> owner;
    if (flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        owner = pidIn(fd).value_or(0);
    close(fd);
    return owner;
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1))
{}

DataFolder& DataFolder::operator=(DataFolder&& other) noexcept
{
    std::swap(path_, other.path_);
    std::swap(lock_, other.lock_);
    return *this;
}

DataFolder::~DataFolder()
{
    if (lock_ >= 0)
        close(lock_);
}

} // namespace xpu
