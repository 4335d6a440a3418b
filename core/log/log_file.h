#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace xpu {

/// The files of one log folder. One thread at a time; other processes may write the same files.
class LogFile {
public:
    static Result<LogFile> open(const std::string& folder, std::uint64_t rotateAt, int keep);
    LogFile(LogFile&& other) noexcept;
    LogFile& operator=(LogFile&& other) noexcept;
    ~LogFile();

    /// Appends whole lines. A disk that takes nothing loses them: a log must not stop its program.
    void append(const std::string& lines);

    /// The files of the folder, oldest first.
    static std::vector<std::string> filesIn(const std::string& folder);

private:
    LogFile(std::string path, std::uint64_t rotateAt, int keep);
    bool reopenIfMoved();
    void rotate();

    std::string path_;
    std::uint64_t rotateAt_ = 0;
    int keep_ = 0;
    int fd_ = -1;
};

} // namespace xpu
