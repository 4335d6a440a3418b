#include "core/task/path_jail.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace xpu::task {
namespace {

bool liesBeneath(const std::string& path, const std::string& root)
{
    if (root == "/")
        return true;
    return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

/// openat2 wants a relative path.
std::string relativeTo(const std::string& path, const std::string& root)
{
    if (path.size() <= root.size())
        return ".";
    return path.substr(root == "/" ? 1 : root.size() + 1);
}

Error errorOf(int error, const std::string& path)
{
    switch (error) {
    case EXDEV:
    case ELOOP:
        return {Errc::Permission, path};
    case ENOENT:
    case ENOTDIR:
        return {Errc::NotFound, path};
    default:
        return {Errc::Io, path + ": " + std::generic_category().message(error)};
    }
}

} // namespace

OwnedFd& OwnedFd::operator=(OwnedFd&& o) noexcept
{
    std::swap(fd_, o.fd_);
    return *this;
}

OwnedFd::~OwnedFd()
{
    if (fd_ >= 0)
        ::close(fd_);
}

std::string normalized(std::string_view path)
{
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        if (part == "..") {
            if (!parts.empty())
                parts.pop_back();
        } else if (!part.empty() && part != ".") {
            parts.push_back(part);
        }
        if (slash == std::string_view::npos)
            break;
        path.remove_prefix(slash + 1);
    }
    std::string out;
    for (const std::string_view part : parts)
        out.append("/").append(part);
    return out.empty() ? "/" : out;
}

PathJail::PathJail(const std::string& folder, std::vector<std::string> granted,
                   const std::string& outFolder)
    : folder_(normalized(folder)),
      granted_(std::move(granted)),
      outFolder_(outFolder.empty() ? folder_ : normalized(outFolder))
{
    for (std::string& g : granted_)
        g = normalized(g);
}

Result<FileSource> PathJail::locate(std::string_view path) const
{
    if (path.empty() || path.find('\0') != std::string_view::npos)
        return fail(Errc::Permission, std::string(path));
    const std::string full =
        normalized(path.front() == '/' ? std::string(path) : folder_ + "/" + std::string(path));
    if (liesBeneath(full, folder_))
        return FileSource{full, folder_};
    for (const std::string& root : granted_)
        if (liesBeneath(full, root))
            return FileSource{full, root};
    return fail(Errc::Permission, std::string(path));
}

Result<FileSource> PathJail::locateOutput(std::string_view path) const
{
    if (path.empty() || path.front() == '/' || outFolder_ == folder_
        || path.find('\0') != std::string_view::npos)
        return locate(path);
    const std::string full = normalized(outFolder_ + "/" + std::string(path));
    if (!liesBeneath(full, outFolder_))
        return fail(Errc::Permission, std::string(path));
    return FileSource{full, outFolder_};
}

int PathJail::rootFd(const std::string& root)
{
    const auto known = roots_.find(root);
    if (known != roots_.end())
        return known->second.get();
    OwnedFd fd(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    return roots_.emplace(root, std::move(fd)).first->second.get();
}

Result<OwnedFd> PathJail::openBeneath(const FileSource& file, int flags)
{
    const int root = rootFd(file.root);
    if (root < 0)
        return fail(Errc::NotFound, file.root);
    open_how how{};
    how.flags = static_cast<decltype(how.flags)>(flags | O_CLOEXEC);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    const std::string relative = relativeTo(file.path, file.root);
    const long fd = ::syscall(SYS_openat2, root, relative.c_str(), &how, sizeof how);
    if (fd < 0)
        return tl::unexpected(errorOf(errno, file.path));
    return OwnedFd(static_cast<int>(fd));
}

Result<OwnedFd> PathJail::open(const FileSource& file)
{
    // O_NONBLOCK: a FIFO in the folder must not hold the check up.
    auto fd = openBeneath(file, O_RDONLY | O_NONBLOCK);
    if (!fd)
        return fd;
    struct stat info {};
    if (::fstat(fd->get(), &info) != 0 || !S_ISREG(info.st_mode))
        return fail(Errc::NotFound, file.path);
    return fd;
}

Result<OwnedFd> PathJail::openFolder(const FileSource& folder)
{
    return openBeneath(folder, O_RDONLY | O_DIRECTORY);
}

Result<bool> PathJail::probeOutput(const FileSource& file)
{
    FileSource at = file;
    while (at.path.size() > at.root.size()) {
        const auto found = openBeneath(at, O_PATH | O_NOFOLLOW);
        if (found)
            return at.path == file.path;
        if (found.error().code != Errc::NotFound)
            return tl::unexpected(found.error());
        at.path.resize(std::max(at.path.rfind('/'), at.root.size()));
    }
    return false;
}

} // namespace xpu::task
