#include "compute/sandbox/output_files.h"

#include "compute/posix/unique_fd.h"
#include "compute/sysfs/open_beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

namespace xpu::sandbox {
namespace {

namespace fs = std::filesystem;

Error errorOf(int error, const std::string& path)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return {Errc::NotFound, path};
    case ENOSPC:
    case EDQUOT:
        return {Errc::NoSpace, path};
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP:
    case EXDEV:
        return {Errc::Permission, path};
    default:
        return {Errc::Io, path};
    }
}

/// The folder that holds `path`, opened beneath the first root that contains it.
Result<UniqueFd> openParent(const std::string& path, const std::vector<std::string>& roots)
{
    const std::string parent = fs::path(path).lexically_normal().parent_path().string();
    for (const std::string& root : roots) {
        const std::string clean = fs::path(root + "/.").lexically_normal().parent_path().string();
        if (parent != clean && !parent.starts_with(clean + "/"))
            continue;
        const UniqueFd top(::open(clean.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!top)
            return tl::unexpected(errorOf(errno, path));
        open_how how{};
        how.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
        how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
        const std::string rest = parent == clean ? "." : parent.substr(clean.size() + 1);
        UniqueFd fd(
            static_cast<int>(::syscall(SYS_openat2, top.get(), rest.c_str(), &how, sizeof how)));
        if (!fd)
            return tl::unexpected(errorOf(errno, path));
        return fd;
    }
    return fail(Errc::Permission, path);
}

std::string nameIn(const std::string& path) { return fs::path(path).filename().string(); }

bool isRegular(int folder, const std::string& name)
{
    struct stat info {};
    return ::fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0
           && S_ISREG(info.st_mode);
}

bool present(int folder, const std::string& name)
{
    struct stat info {};
    return ::fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
}

Result<void> settle(const CommandWork::Output& output, const std::vector<std::string>& roots)
{
    const Result<UniqueFd> folder = openParent(output.declared, roots);
    if (!folder)
        return tl::unexpected(folder.error());
    const std::string declared = nameIn(output.declared);
    const std::string temporary = nameIn(output.temporary);
    const bool renames = !output.temporary.empty() && present(folder->get(), temporary);
    const std::string& made = renames ? temporary : declared;
    if (!present(folder->get(), made))
        return fail(Errc::NotFound, output.declared);
    if (!isRegular(folder->get(), made))
        return fail(Errc::Permission, output.declared);
    // O_NONBLOCK: were it swapped for a fifo meanwhile, opening must not wait for a writer.
    const UniqueFd file(
        ::openat(folder->get(), made.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file || ::fsync(file.get()) != 0)
        return tl::unexpected(errorOf(errno, output.declared));
    if (renames
        && ::renameat(folder->get(), temporary.c_str(), folder->get(), declared.c_str()) != 0)
        return tl::unexpected(errorOf(errno, output.declared));
    if (::fsync(folder->get()) != 0)
        return tl::unexpected(errorOf(errno, output.declared));
    return {};
}

} // namespace

Result<void> settleOutputs(const std::vector<CommandWork::Output>& outputs,
                           const std::vector<std::string>& roots)
{
    for (const CommandWork::Output& output : outputs)
        if (Result<void> done = settle(output, roots); !done)
            return done;
    return {};
}

Result<void> makeOutputFolders(const std::vector<CommandWork::Output>& outputs,
                               const std::vector<std::string>& roots)
{
    for (const CommandWork::Output& output : outputs) {
        const std::string parent =
            fs::path(output.declared).lexically_normal().parent_path().string();
        for (const std::string& root : roots) {
            const std::string clean =
                fs::path(root + "/.").lexically_normal().parent_path().string();
            if (!parent.starts_with(clean + "/"))
                continue;
            if (const auto made = openFolderBeneath(clean, parent); !made)
                return tl::unexpected(Error{made.error().code, output.declared});
            break;
        }
    }
    return {};
}

Result<UniqueFd> openForPrinting(const std::string& path, const std::string& root)
{
    const std::string parent = fs::path(path).lexically_normal().parent_path().string();
    if (const auto made = openFolderBeneath(root, parent); !made)
        return tl::unexpected(made.error());
    const Result<UniqueFd> folder = openParent(path, {root});
    if (!folder)
        return tl::unexpected(folder.error());
    const std::string name = nameIn(path);
    if (present(folder->get(), name) && !isRegular(folder->get(), name))
        return fail(Errc::Permission, path);
    // The command may own the folder: neither a link nor a fifo put there may lead or hold us.
    UniqueFd file(::openat(folder->get(), name.c_str(),
                           O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
                           0644));
    if (!file)
        return tl::unexpected(errorOf(errno, path));
    return file;
}

void removeTemporaries(const std::vector<CommandWork::Output>& outputs,
                       const std::vector<std::string>& roots)
{
    for (const CommandWork::Output& output : outputs) {
        if (output.temporary.empty() || output.temporary == output.declared)
            continue;
        if (const Result<UniqueFd> folder = openParent(output.temporary, roots))
            ::unlinkat(folder->get(), nameIn(output.temporary).c_str(), 0);
    }
}

} // namespace xpu::sandbox
