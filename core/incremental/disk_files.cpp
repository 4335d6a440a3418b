#include "core/incremental/disk_files.h"

#include "core/task/digest.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace xpu {
namespace {

std::optional<history::FileStamp> stampFrom(const struct stat& file)
{
    if (!S_ISREG(file.st_mode))
        return std::nullopt;
    constexpr std::int64_t kNanos = 1'000'000'000;
    return history::FileStamp{static_cast<std::uint64_t>(file.st_size),
                              file.st_mtim.tv_sec * kNanos + file.st_mtim.tv_nsec, file.st_ino};
}

std::string lookOf(const history::FileStamp& stamp)
{
    return std::to_string(stamp.size) + ' ' + std::to_string(stamp.mtimeNanos) + ' '
           + std::to_string(stamp.inode);
}

/// Of an open file that does not change while it is read; else nothing.
std::string digestOf(int fd, const history::FileStamp& before)
{
    const std::optional<std::string> digest = task::sha256OfFile(fd);
    struct stat after {};
    const bool same = digest && ::fstat(fd, &after) == 0 && stampFrom(after) == before;
    return same ? *digest : std::string();
}

} // namespace

std::optional<history::FileStamp> DiskFiles::stamp(const std::string& path)
{
    struct stat file {};
    return ::stat(path.c_str(), &file) == 0 ? stampFrom(file) : std::nullopt;
}

std::string DiskFiles::digest(const std::string& path)
{
    const std::optional<history::FileStamp> look = stamp(path);
    if (!look)
        return {};
    if (look->size > kLargest)
        return task::sha256Of(lookOf(*look));
    {
        const MutexLock lock(mutex_);
        if (const auto at = known_.find(path); at != known_.end() && at->second.stamp == *look)
            return at->second.digest;
    }
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return {};
    std::string digest = digestOf(fd, *look);
    ::close(fd);
    if (digest.empty())
        return {};
    const MutexLock lock(mutex_);
    if (known_.size() >= kKnown)
        known_.clear();
    known_.insert_or_assign(path, Known{*look, digest});
    return digest;
}

} // namespace xpu
