#pragma once

#include "compute/posix/unique_fd.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace xpu::sandbox {

/// What a command printed: a bounded log file and the last lines for the error message.
class CapturedOutput {
public:
    /// @param path   of the log; its folder is made when missing; empty = no log
    /// @param limit  bytes written to it; a note says what was left out
    CapturedOutput(const std::string& path, std::uint64_t limit);
    ~CapturedOutput();
    CapturedOutput(const CapturedOutput&) = delete;
    CapturedOutput& operator=(const CapturedOutput&) = delete;

    /// What is printed from now on also goes there, with the same limit.
    void alsoTo(UniqueFd file) { copy_ = std::move(file); }
    void add(std::string_view text);
    /// At most `lines` last lines, as printable UTF-8 without control sequences.
    std::string lastLines(std::size_t lines) const;

private:
    UniqueFd log_;
    UniqueFd copy_;
    std::uint64_t limit_;
    std::uint64_t seen_ = 0;
    std::string tail_;
};

/// Text of a stranger made fit for a terminal and for JSON: escape sequences and control
/// characters (but line ends and tabs) go, bytes that are not UTF-8 become '?'.
std::string printable(std::string_view text);

} // namespace xpu::sandbox
