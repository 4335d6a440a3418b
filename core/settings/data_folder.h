#pragma once

#include "core/base/result.h"

#include <sys/types.h>

#include <optional>
#include <string>

namespace xpu {

/// The folder that holds one queue and its history, owned by one process at a time. The ownership
/// is an flock on its file `lock` and ends with the process, however it ends.
class DataFolder {
public:
    /// Creates the folder (0700) if needed and takes its lock. Errc::Busy when another process has
    /// it (context "pid N"), Errc::Permission when it is not a folder of this user.
    static Result<DataFolder> own(const std::string& path);
    /// Process that owns the folder now; nothing when nobody does.
    static std::optional<pid_t> ownerOf(const std::string& path);

    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&& other) noexcept;
    ~DataFolder();

    const std::string& path() const { return path_; } ///< the real path
    std::string database() const { return path_ + "/xpu.sqlite"; }
    std::string blobs() const { return path_ + "/blobs"; }
    std::string models() const { return path_ + "/models"; }
    std::string reports() const { return path_ + "/reports"; }

private:
    DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
    std::string path_;
    int lock_ = -1;
};

} // namespace xpu
