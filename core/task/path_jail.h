#pragma once

#include "core/base/result.h"
#include "core/task/task_graph.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace xpu::task {

/// An open descriptor that closes itself.
class OwnedFd {
public:
    explicit OwnedFd(int fd = -1) : fd_(fd) {}
    OwnedFd(OwnedFd&& o) noexcept : fd_(o.fd_) { o.fd_ = -1; }
    OwnedFd& operator=(OwnedFd&& o) noexcept;
    ~OwnedFd();
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

/// The only way from a path in a task file to a file: everything lies beneath the task's folder,
/// a granted folder or the output folder, and the kernel (openat2) makes sure of it.
class PathJail {
public:
    /// @param folder   of the task file, absolute
    /// @param granted  absolute real paths
    /// @param outFolder  where relative outputs go; empty = `folder`
    PathJail(const std::string& folder, std::vector<std::string> granted,
             const std::string& outFolder);

    /// By text alone: "..", "." and doubled slashes resolved. Errc::Permission if it leaves.
    Result<FileSource> locate(std::string_view path) const;
    Result<FileSource> locateOutput(std::string_view path) const;

    /// Opens for reading. Errc::Permission (a symbolic link leaves the root), NotFound, Io.
    Result<OwnedFd> open(const FileSource& file);
    /// As open(), for a folder that is to be listed.
    Result<OwnedFd> openFolder(const FileSource& folder);
    /// Whether an output may be made there: true = something of that name exists already.
    /// Errc::Permission if an existing folder on the way is a link that leaves the root.
    Result<bool> probeOutput(const FileSource& file);

    const std::string& folder() const { return folder_; }

private:
    Result<OwnedFd> openBeneath(const FileSource& file, int flags);
    int rootFd(const std::string& root);

    std::string folder_;
    std::vector<std::string> granted_;
    std::string outFolder_;
    std::map<std::string, OwnedFd> roots_;
};

/// "/a/b/../c//d" -> "/a/c/d"; `path` is absolute.
std::string normalized(std::string_view path);

} // namespace xpu::task
