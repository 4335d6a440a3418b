#include "compute/io/fd_io.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace xpu::io {

Error errnoError(const char* operation, int error)
{
    const std::string context =
        std::string(operation) + ": " + std::generic_category().message(error);
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return {Errc::NoSpace, context};
    case EACCES:
    case EPERM:
    case EROFS:
        return {Errc::Permission, context};
    case ENOENT:
    case ENOTDIR:
        return {Errc::NotFound, context};
    case EEXIST:
        return {Errc::Conflict, context};
    default:
        return {Errc::Io, context};
    }
}

Result<std::size_t> readSomeAt(int fd, std::uint64_t offset, std::span<std::byte> out)
{
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t n =
            ::pread(fd, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return tl::unexpected(errnoError("read", errno));
        if (n == 0)
            break;
        done += static_cast<std::size_t>(n);
    }
    return done;
}

Result<void> readAt(int fd, std::uint64_t offset, std::span<std::byte> out)
{
    const auto n = readSomeAt(fd, offset, out);
    if (!n)
        return tl::unexpected(n.error());
    if (*n != out.size())
        return fail(Errc::Corrupt, "the file ends early");
    return {};
}

Result<void> writeAll(int fd, std::span<const std::byte> data)
{
    while (!data.empty()) {
        const ssize_t n = ::write(fd, data.data(), data.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return tl::unexpected(errnoError("write", errno));
        data = data.subspan(static_cast<std::size_t>(n));
    }
    return {};
}

Result<std::uint64_t> regularFileSize(int fd)
{
    struct stat info {};
    if (::fstat(fd, &info) != 0)
        return tl::unexpected(errnoError("stat", errno));
    if (!S_ISREG(info.st_mode))
        return fail(Errc::InvalidInput, "not a regular file");
    return static_cast<std::uint64_t>(info.st_size);
}

} // namespace xpu::io
