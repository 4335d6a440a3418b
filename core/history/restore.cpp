#include "core/history/restore.h"

#include "core/history/salvage.h"
#include "core/history/store.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

namespace xpu::history {
namespace {

namespace fs = std::filesystem;

Result<void> sync(const std::string& path, int flags)
{
    const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    const int error = errno;
    if (fd >= 0)
        ::close(fd);
    if (!synced)
        return fail(Errc::Io, path + ": " + std::generic_category().message(error));
    return {};
}

Result<void> copy(const std::string& from, const std::string& to)
{
    std::error_code failed;
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, failed);
    if (failed)
        return fail(failed == std::errc::no_space_on_device ? Errc::NoSpace : Errc::Io,
                    to + ": " + failed.message());
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, failed);
    return sync(to, O_RDWR);
}

} // namespace

Result<std::string> restoreBackup(const std::string& backup, const std::string& database)
{
    if (const auto readable = Store::openReadOnly(backup); !readable)
        return tl::unexpected(readable.error());
    const std::string incoming = database + ".restoring";
    if (Result<void> copied = copy(backup, incoming); !copied)
        return tl::unexpected(copied.error());
    std::string kept;
    std::error_code failed;
    if (fs::exists(database, failed)) {
        Result<std::string> aside = moveAside(database, "before-restore");
        if (!aside)
            return aside;
        kept = std::move(*aside);
    }
    fs::rename(incoming, database, failed);
    if (failed)
        return fail(Errc::Io, database + ": " + failed.message());
    if (Result<void> synced = sync(fs::path(database).parent_path(), O_RDONLY | O_DIRECTORY);
        !synced)
        return tl::unexpected(synced.error());
    return kept;
}

} // namespace xpu::history
