#pragma once

#include "compute/posix/unique_fd.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xpu::telemetry {

/// A file of /proc or /sys, opened once and read again from its beginning each time.
class KernelFile {
public:
    explicit KernelFile(const std::string& path);

    bool isOpen() const { return static_cast<bool>(fd_); }
    /// The whole content, valid until the next call; nullopt when reading fails now.
    std::optional<std::string_view> read();
    /// The content as one number.
    std::optional<std::uint64_t> number();

private:
    UniqueFd fd_;
    std::string buffer_;
};

/// The first line of a small file, without its end; empty when there is none.
std::string firstLine(const std::string& path);

/// The number at the front of `text` after blanks, which are removed with it.
std::optional<std::uint64_t> takeNumber(std::string_view& text);
/// The next line of `text`, which is removed with its end.
std::string_view takeLine(std::string_view& text);

} // namespace xpu::telemetry
