#include "core/settings/private_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace xpu {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

Result<void> makeWithParents(const std::filesystem::path& path)
{
    if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST)
        return {};
    if (errno != ENOENT || !path.has_parent_path() || path.parent_path() == path)
        return fail(errno == EACCES || errno == EROFS ? Errc::Permission : Errc::Io,
                    path.string() + ": " + reason(errno));
    if (Result<void> parent = makeWithParents(path.parent_path()); !parent)
        return parent;
    if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
        return fail(Errc::Io, path.string() + ": " + reason(errno));
    return {};
}

} // namespace

Result<std::string> makePrivateFolder(const std::string& path)
{
    if (Result<void> made = makeWithParents(path); !made)
        return tl::unexpected(made.error());
    struct stat info {};
    if (stat(path.c_str(), &info) != 0)
        return fail(Errc::Io, path + ": " + reason(errno));
    if (!S_ISDIR(info.st_mode))
        return fail(Errc::Permission, path + " is not a folder");
    if (info.st_uid != geteuid())
        return fail(Errc::Permission, path + " belongs to another user");
    if ((info.st_mode & 0022) != 0)
        return fail(Errc::Permission, path + " can be written by others");
    return path;
}

} // namespace xpu
