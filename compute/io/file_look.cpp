#include "compute/io/file_look.h"

#include "compute/io/fd_io.h"

#include <sys/stat.h>

#include <cerrno>

namespace xpu::io {

Result<std::vector<std::int64_t>> lookOf(int fd)
{
    struct stat file {};
    if (::fstat(fd, &file) != 0)
        return tl::unexpected(errnoError("fstat", errno));
    constexpr std::int64_t kNanos = 1'000'000'000;
    return std::vector<std::int64_t>{file.st_size,
                                     file.st_mtim.tv_sec * kNanos + file.st_mtim.tv_nsec,
                                     static_cast<std::int64_t>(file.st_ino)};
}

} // namespace xpu::io
