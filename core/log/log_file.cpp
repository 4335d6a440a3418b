#include "core/log/log_file.h"

#include "core/log/log.h"
#include "core/settings/private_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace xpu {
namespace {

constexpr const char* kName = "/xpu.jsonl";
constexpr int kMostRotated = 100;

std::string rotated(const std::string& path, int n) { return path + "." + std::to_string(n); }

int openForAppend(const std::string& path)
{
    return open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

} // namespace

LogFile::LogFile(std::string path, std::uint64_t rotateAt, int keep)
    : path_(std::move(path)), rotateAt_(rotateAt), keep_(keep)
{}

LogFile::LogFile(LogFile&& other) noexcept
    : path_(std::move(other.path_)),
      rotateAt_(other.rotateAt_),
      keep_(other.keep_),
      fd_(std::exchange(other.fd_, -1))
{}

LogFile& LogFile::operator=(LogFile&& other) noexcept
{
    std::swap(path_, other.path_);
    std::swap(rotateAt_, other.rotateAt_);
    std::swap(keep_, other.keep_);
    std::swap(fd_, other.fd_);
    return *this;
}

LogFile::~LogFile()
{
    if (fd_ >= 0)
        close(fd_);
}

Result<LogFile> LogFile::open(const std::string& folder, std::uint64_t rotateAt, int keep)
{
    if (Result<std::string> made = makePrivateFolder(folder); !made)
        return tl::unexpected(made.error());
    LogFile file(folder + kName, rotateAt, keep);
    if (!file.reopenIfMoved())
        return fail(Errc::Io, file.path_ + ": " + std::generic_category().message(errno));
    return file;
}

/// Another process may have rotated the file away under this descriptor.
bool LogFile::reopenIfMoved()
{
    struct stat held {
    }, named{};
    if (fd_ >= 0 && fstat(fd_, &held) == 0 && stat(path_.c_str(), &named) == 0
        && held.st_ino == named.st_ino)
        return true;
    if (fd_ >= 0)
        close(fd_);
    fd_ = openForAppend(path_);
    return fd_ >= 0;
}

void LogFile::rotate()
{
    // Who gets the lock rotates; who does not goes on in the file that is there.
    if (flock(fd_, LOCK_EX | LOCK_NB) != 0 || !reopenIfMoved())
        return;
    std::error_code ignored;
    std::filesystem::remove(rotated(path_, keep_), ignored);
    for (int n = keep_ - 1; n >= 1; --n)
        std::filesystem::rename(rotated(path_, n), rotated(path_, n + 1), ignored);
    std::filesystem::rename(path_, rotated(path_, 1), ignored);
    static_cast<void>(reopenIfMoved());
}

void LogFile::append(const std::string& lines)
{
    if (lines.empty() || !reopenIfMoved())
        return;
    struct stat info {};
    if (fstat(fd_, &info) == 0 && info.st_size > 0
        && static_cast<std::uint64_t>(info.st_size) + lines.size() > rotateAt_)
        rotate();
    std::size_t at = 0;
    while (at < lines.size()) {
        const ssize_t n = write(fd_, lines.data() + at, lines.size() - at);
        if (n < 0 && errno != EINTR)
            return;
        at += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
}

std::vector<std::string> LogFile::filesIn(const std::string& folder)
{
    std::vector<std::string> files;
    std::error_code unknown;
    for (int n = kMostRotated; n >= 1; --n)
        if (std::filesystem::exists(rotated(folder + kName, n), unknown))
            files.push_back(rotated(folder + kName, n));
    if (std::filesystem::exists(folder + kName, unknown))
        files.push_back(folder + kName);
    return files;
}

Result<std::vector<std::string>> readRun(const std::string& folder, const std::string& run)
{
    for (const char c : run)
        if (!std::isxdigit(static_cast<unsigned char>(c)) && c != '-')
            return fail(Errc::InvalidInput, run);
    // Quotes inside values are escaped in JSON, so this text occurs in the key itself only.
    const std::string key = "\"run\":\"" + run;
    std::vector<std::string> lines;
    for (const std::string& file : LogFile::filesIn(folder)) {
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);)
            if (line.find(key) != std::string::npos)
                lines.push_back(line);
    }
    return lines;
}

} // namespace xpu
