#include "compute/sysfs/open_beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace xpu {
namespace {

tl::unexpected<Error> openError(const std::string& path, int error)
{
    const std::string context = path + ": " + std::generic_category().message(error);
    switch (error) {
    case EXDEV:
    case ELOOP:
        return fail(Errc::InvalidInput, path + ": leaves its folder by a symbolic link");
    case ENOENT:
    case ENOTDIR:
        return fail(Errc::NotFound, context);
    case EACCES:
    case EPERM:
    case EROFS:
        return fail(Errc::Permission, context);
    case ENOSPC:
    case EDQUOT:
        return fail(Errc::NoSpace, context);
    default:
        return fail(Errc::Io, context);
    }
}

int openat2Retrying(int folder, const std::string& relative, int flags, mode_t mode)
{
    open_how how{};
    how.flags = static_cast<__u64>(flags | O_CLOEXEC);
    how.mode = mode;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    while (true) {
        const long fd = ::syscall(SYS_openat2, folder, relative.c_str(), &how, sizeof how);
        // EAGAIN: something on the way was renamed while the kernel looked.
        if (fd >= 0 || (errno != EINTR && errno != EAGAIN))
            return static_cast<int>(fd);
    }
}

Result<FileDescriptor> openRoot(const std::string& root)
{
    FileDescriptor folder(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return openError(root, errno);
    return folder;
}

} // namespace

Result<std::string> relativeTo(const std::string& root, const std::string& path)
{
    const auto top = std::filesystem::path(root).lexically_normal();
    const auto full = std::filesystem::path(path).lexically_normal();
    if (!top.is_absolute() || !full.is_absolute())
        return fail(Errc::InvalidInput, path + ": not an absolute path beneath a granted folder");
    const auto relative = full.lexically_relative(top);
    if (relative.empty() || *relative.begin() == "..")
        return fail(Errc::InvalidInput, path + ": lies outside " + root);
    return relative.string();
}

Result<FileDescriptor> openBeneath(const std::string& root, const std::string& path, int flags,
                                   mode_t mode)
{
    const auto relative = relativeTo(root, path);
    if (!relative)
        return tl::unexpected(relative.error());
    const auto folder = openRoot(root);
    if (!folder)
        return tl::unexpected(folder.error());
    FileDescriptor file(openat2Retrying(folder->get(), *relative, flags, mode));
    if (!file)
        return openError(path, errno);
    return file;
}

Result<FileDescriptor> openFolderBeneath(const std::string& root, const std::string& path)
{
    const auto relative = relativeTo(root, path);
    if (!relative)
        return tl::unexpected(relative.error());
    const auto top = openRoot(root);
    if (!top)
        return tl::unexpected(top.error());
    std::filesystem::path soFar;
    FileDescriptor folder(openat2Retrying(top->get(), ".", O_RDONLY | O_DIRECTORY, 0));
    for (const auto& part : std::filesystem::path(*relative)) {
        soFar /= part;
        FileDescriptor next(openat2Retrying(top->get(), soFar.string(), O_RDONLY | O_DIRECTORY, 0));
        if (!next && errno == ENOENT) {
            if (::mkdirat(folder.get(), part.c_str(), 0777) != 0 && errno != EEXIST)
                return openError(path, errno);
            next = FileDescriptor(
                openat2Retrying(top->get(), soFar.string(), O_RDONLY | O_DIRECTORY, 0));
        }
        if (!next)
            return openError(path, errno);
        folder = std::move(next);
    }
    if (!folder)
        return openError(path, errno);
    return folder;
}

} // namespace xpu
