#include "compute/io/atomic_file.h"

#include "compute/io/fd_io.h"
#include "compute/sysfs/open_beneath.h"
#include "core/base/ids.h"

#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

namespace xpu::io {

Result<AtomicFile> AtomicFile::create(const std::string& root, const std::string& path)
{
    const std::filesystem::path full(path);
    AtomicFile made;
    made.name_ = full.filename().string();
    if (made.name_.empty() || made.name_ == "." || made.name_ == "..")
        return fail(Errc::InvalidInput, path + ": no file name");
    auto folder = openFolderBeneath(root, full.parent_path().string());
    if (!folder)
        return tl::unexpected(folder.error());
    made.folder_ = std::move(*folder);
    // Hidden and unlike anything a person would name; a short one, as names end at 255 bytes.
    made.temporary_ = ".xpu-" + Uuid::generate().text() + ".part";
    made.file_ =
        FileDescriptor(::openat(made.folder_.get(), made.temporary_.c_str(),
                                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!made.file_) {
        made.temporary_.clear();
        return tl::unexpected(errnoError("create", errno));
    }
    return made;
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : folder_(std::move(other.folder_)),
      file_(std::move(other.file_)),
      name_(std::move(other.name_)),
      temporary_(std::exchange(other.temporary_, {}))
{}

AtomicFile::~AtomicFile()
{
    if (!temporary_.empty())
        ::unlinkat(folder_.get(), temporary_.c_str(), 0);
}

Result<void> AtomicFile::commit(bool overwrite)
{
    if (::fsync(file_.get()) != 0)
        return tl::unexpected(errnoError("fsync", errno));
    const unsigned flags = overwrite ? 0 : RENAME_NOREPLACE;
    if (::renameat2(folder_.get(), temporary_.c_str(), folder_.get(), name_.c_str(), flags) != 0)
        return tl::unexpected(errnoError("rename", errno));
    temporary_.clear();
    if (::fsync(folder_.get()) != 0)
        return tl::unexpected(errnoError("fsync of the folder", errno));
    return {};
}

} // namespace xpu::io
