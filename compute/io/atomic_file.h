#pragma once

#include "compute/sysfs/file_descriptor.h"
#include "core/base/result.h"

#include <string>

namespace xpu::io {

/// A file that appears whole or not at all: written to a temporary sibling, then fsync, rename,
/// fsync of the folder. Without `commit` the destructor takes the sibling away again.
class AtomicFile {
public:
    /// Makes the temporary beneath `root`, absent folders on the way included.
    static Result<AtomicFile> create(const std::string& root, const std::string& path);
    ~AtomicFile();
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    int fd() const { return file_.get(); }
    /// Errc::Conflict when the file exists and `overwrite` is off
    Result<void> commit(bool overwrite);

private:
    AtomicFile() = default;

    FileDescriptor folder_;
    FileDescriptor file_;
    std::string name_;
    std::string temporary_; ///< empty once renamed
};

} // namespace xpu::io
