#include "compute/launch/disk_cache.h"

#include "core/settings/private_folder.h"
#include "core/task/digest.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace xpu::launch {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostFiles = 512;
constexpr std::size_t kDigest = 64; // hex digits before the content
constexpr std::uintmax_t kLargest = 64U << 20U;

std::string_view textOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

DiskCache::DiskCache(std::string folder)
{
    if (!folder.empty() && makePrivateFolder(folder)) {
        folder_ = std::move(folder);
        dropOldest();
    }
}

std::string DiskCache::pathOf(const std::string& key) const
{
    return folder_ + "/" + task::sha256Of(key);
}

std::optional<std::vector<std::byte>> DiskCache::find(const std::string& key) const
{
    if (folder_.empty())
        return std::nullopt;
    const std::string path = pathOf(key);
    std::error_code failed;
    const auto size = fs::file_size(path, failed);
    if (failed || size < kDigest || size > kLargest)
        return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(file), {}};
    if (all.size() != size || task::sha256Of(all.substr(kDigest)) != all.substr(0, kDigest))
        return std::nullopt;
    std::vector<std::byte> content(all.size() - kDigest);
    if (!content.empty())
        std::memcpy(content.data(), all.data() + kDigest, content.size());
    return content;
}

void DiskCache::store(const std::string& key, std::span<const std::byte> content) const
{
    if (folder_.empty())
        return;
    const std::string path = pathOf(key);
    const std::string temporary = path + "." + std::to_string(getpid());
    {
        std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
        file << task::sha256Of(textOf(content)) << textOf(content);
    }
    std::error_code ignored;
    fs::rename(temporary, path, ignored); // a full disk leaves a file that its digest unmasks
}

void DiskCache::dropOldest() const
{
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder_, failed))
        files.emplace_back(entry.last_write_time(failed), entry.path());
    if (files.size() <= kMostFiles)
        return;
    std::sort(files.begin(), files.end());
    for (std::size_t i = 0; i < files.size() - kMostFiles / 2; ++i)
        fs::remove(files[i].second, failed);
}

} // namespace xpu::launch
