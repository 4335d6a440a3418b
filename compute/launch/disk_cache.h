#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace xpu::launch {

/// What was compiled in earlier runs of the program, a file each in a folder of this user. A file
/// that was cut off or changed is as good as none, and so is a folder that cannot be used: a cache
/// never makes anything fail. One thread only; processes may share the folder.
class DiskCache {
public:
    /// @param folder  made when needed (0700); empty = keeps nothing
    explicit DiskCache(std::string folder);

    std::optional<std::vector<std::byte>> find(const std::string& key) const;
    void store(const std::string& key, std::span<const std::byte> content) const;

private:
    std::string pathOf(const std::string& key) const;
    void dropOldest() const;

    std::string folder_;
};

} // namespace xpu::launch
