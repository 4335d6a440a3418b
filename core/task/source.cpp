#include "core/task/check.h"
#include "core/task/digest.h"
#include "core/task/import/file_kind.h"
#include "core/task/path_jail.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <system_error>

namespace xpu {
namespace {

/// The folder's real path and the file's own name: the file itself must not be a link.
Result<std::string> realPathOf(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    std::array<char, PATH_MAX> real{};
    if (!::realpath(folder.c_str(), real.data()))
        return fail(errno == EACCES ? Errc::Permission : Errc::NotFound, path);
    std::string out = real.data();
    if (out != "/")
        out += '/';
    return out + path.substr(slash + 1);
}

Errc errcOf(int error)
{
    if (error == ENOENT || error == ENOTDIR)
        return Errc::NotFound;
    return error == EACCES || error == EPERM ? Errc::Permission : Errc::Io;
}

/// One byte more than allowed is kept, so that the check can see that it is too large. The queue
/// keeps the text of every task: it takes no more room than it needs.
/// @param expected  bytes, as the file system says; the file may have grown or shrunk since
Result<std::string> readCapped(int fd, const std::string& path, std::size_t expected)
{
    const std::size_t most = task::maxBytes(task::kindOfFile(path)) + 1;
    std::string text(std::min(most, expected + 1), '\0');
    std::size_t size = 0;
    while (size < most) {
        if (size == text.size())
            text.resize(std::min(most, 2 * size));
        const ssize_t n = ::read(fd, text.data() + size, text.size() - size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(Errc::Io, path + ": " + std::generic_category().message(errno));
        if (n == 0)
            break;
        size += static_cast<std::size_t>(n);
    }
    text.resize(size);
    text.shrink_to_fit();
    return text;
}

} // namespace

Result<TaskSource> readTaskSource(const std::string& path)
{
    auto real = realPathOf(path);
    if (!real)
        return tl::unexpected(real.error());
    TaskSource source;
    source.path = std::move(*real);
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    const task::OwnedFd fd(
        ::open(source.path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!fd && errno == ELOOP) {
        source.symbolicLink = true;
        source.sha256 = task::sha256Of({});
        return source;
    }
    if (!fd)
        return fail(errcOf(errno), path);
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0)
        return fail(Errc::Io, path + ": " + std::generic_category().message(errno));
    if (!S_ISREG(info.st_mode))
        return fail(Errc::Unsupported, path);
    auto text = readCapped(fd.get(), path, static_cast<std::size_t>(info.st_size));
    if (!text)
        return tl::unexpected(text.error());
    source.text = std::move(*text);
    source.sha256 = task::sha256Of(source.text);
    source.ownerUid = info.st_uid;
    const bool trustedOwner = info.st_uid == ::getuid() || info.st_uid == 0;
    source.unsafeOwnership = !trustedOwner || (info.st_mode & (S_IWGRP | S_IWOTH)) != 0;
    return source;
}

} // namespace xpu
