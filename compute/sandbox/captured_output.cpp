#include "compute/sandbox/captured_output.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace xpu::sandbox {
namespace {

constexpr std::size_t kTail = 8192;

void writeAll(int fd, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

/// Length of the valid UTF-8 sequence at the front; 0 when there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    const std::size_t length = first < 0x80                      ? 1
                               : (first >= 0xc2 && first < 0xe0) ? 2
                               : (first >= 0xe0 && first < 0xf0) ? 3
                               : (first >= 0xf0 && first < 0xf5) ? 4
                                                                 : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0u) != 0x80u)
            return 0;
    // Overlong forms, surrogates and values above U+10FFFF.
    if (length >= 3) {
        const unsigned second = byte(1);
        if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f)
            || (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f))
            return 0;
    }
    return length;
}

/// Bytes of the terminal sequence that starts with ESC at the front.
std::size_t escapeLength(std::string_view text)
{
    if (text.size() < 2)
        return text.size();
    if (text[1] == ']') { // a title or link: up to BEL or the next ESC
        const std::size_t end = text.find_first_of("\a\x1b", 2);
        return end == std::string_view::npos ? text.size() : end + (text[end] == '\a' ? 1 : 2);
    }
    if (text[1] != '[')
        return 2;
    std::size_t i = 2;
    while (i < text.size() && (text[i] < 0x40 || text[i] > 0x7e))
        ++i;
    return std::min(i + 1, text.size());
}

} // namespace

CapturedOutput::CapturedOutput(const std::string& path, std::uint64_t limit) : limit_(limit)
{
    if (path.empty())
        return;
    std::error_code ignored; // the open below tells
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    log_.reset(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
}

CapturedOutput::~CapturedOutput()
{
    for (const UniqueFd* file : {&log_, &copy_})
        if (*file && seen_ > limit_)
            writeAll(file->get(), "\n[" + std::to_string(seen_ - limit_)
                                      + " further bytes of output were left out of this log]\n");
}

void CapturedOutput::add(std::string_view text)
{
    for (const UniqueFd* file : {&log_, &copy_})
        if (*file && seen_ < limit_)
            writeAll(file->get(), text.substr(0, static_cast<std::size_t>(limit_ - seen_)));
    seen_ += text.size();
    tail_ += text.size() > kTail ? text.substr(text.size() - kTail) : text;
    if (tail_.size() > 2 * kTail)
        tail_.erase(0, tail_.size() - kTail);
}

std::string CapturedOutput::lastLines(std::size_t lines) const
{
    const std::string clean = printable(tail_);
    std::string_view text = clean;
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    std::size_t start = text.size();
    for (std::size_t i = 0; i < lines && start > 0 && start != std::string_view::npos; ++i)
        start = start == 0 ? 0 : text.rfind('\n', start - 1);
    return std::string(start == std::string_view::npos || start == 0 ? text
                                                                     : text.substr(start + 1));
}

std::string printable(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text[0]);
        if (first == 0x1b) {
            text.remove_prefix(std::min(escapeLength(text), text.size()));
            continue;
        }
        if (first == '\r') {
            out += '\n';
            text.remove_prefix(text.starts_with("\r\n") ? 2 : 1);
            continue;
        }
        const std::size_t length = sequenceLength(text);
        const bool control =
            (first < 0x20 && first != '\n' && first != '\t') || first == 0x7f
            || (length == 2 && first == 0xc2 && static_cast<unsigned char>(text[1]) < 0xa0);
        if (length == 0)
            out += '?';
        else if (!control)
            out += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

} // namespace xpu::sandbox
