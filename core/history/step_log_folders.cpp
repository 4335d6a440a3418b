#include "core/history/step_log_folders.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <vector>

namespace xpu::history {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kHour = 3600 * std::int64_t{1'000'000};

struct LogFolder {
    fs::path path;
    std::int64_t writtenUtcMicros = 0;
    std::uint64_t bytes = 0;
};

std::int64_t writtenAt(const struct stat& info)
{
    return info.st_mtim.tv_sec * std::int64_t{1'000'000} + info.st_mtim.tv_nsec / 1000;
}

LogFolder look(const fs::path& path)
{
    LogFolder seen{path, 0, 0};
    const auto add = [&seen](const fs::path& each) {
        struct stat info {};
        if (lstat(each.c_str(), &info) != 0)
            return;
        seen.writtenUtcMicros = std::max(seen.writtenUtcMicros, writtenAt(info));
        if (S_ISREG(info.st_mode))
            seen.bytes += static_cast<std::uint64_t>(info.st_size);
    };
    add(path);
    std::error_code failed;
    for (const auto& file : fs::directory_iterator(path, failed))
        add(file.path());
    return seen;
}

std::vector<LogFolder> logFolders(const std::string& folder)
{
    std::vector<LogFolder> all;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        std::error_code unknown;
        if (entry.symlink_status(unknown).type() == fs::file_type::directory
            && Uuid::parse(entry.path().filename().string()))
            all.push_back(look(entry.path()));
    }
    std::sort(all.begin(), all.end(), [](const LogFolder& a, const LogFolder& b) {
        return a.writtenUtcMicros < b.writtenUtcMicros;
    });
    return all;
}

} // namespace

std::size_t removeStepLogs(const std::string& folder, const std::set<RunId>& kept,
                           std::int64_t nowUtcMicros, std::int64_t beforeUtcMicros,
                           std::uint64_t mostBytes)
{
    const std::vector<LogFolder> oldestFirst = logFolders(folder);
    std::uint64_t all = 0;
    for (const LogFolder& each : oldestFirst)
        all += each.bytes;
    std::size_t removed = 0;
    for (const LogFolder& each : oldestFirst) {
        const bool tooOld = each.writtenUtcMicros < beforeUtcMicros;
        const bool tooMuch = mostBytes > 0 && all > mostBytes;
        if ((!tooOld && !tooMuch) || each.writtenUtcMicros > nowUtcMicros - kHour
            || kept.contains(RunId(*Uuid::parse(each.path.filename().string()))))
            continue;
        std::error_code failed;
        if (fs::remove_all(each.path, failed); failed)
            continue;
        all -= each.bytes;
        ++removed;
    }
    return removed;
}

} // namespace xpu::history
