#include "compute/telemetry/kernel_file.h"

#include <fcntl.h>

#include <cerrno>
#include <charconv>

namespace xpu::telemetry {

KernelFile::KernelFile(const std::string& path)
    : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), buffer_(4096, '\0')
{}

std::optional<std::string_view> KernelFile::read()
{
    std::size_t size = 0;
    while (fd_) {
        const ssize_t n = ::pread(fd_.get(), buffer_.data() + size, buffer_.size() - size,
                                  static_cast<off_t>(size));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return std::nullopt;
        if (n == 0)
            return std::string_view(buffer_.data(), size);
        size += static_cast<std::size_t>(n);
        if (size == buffer_.size())
            buffer_.resize(2 * buffer_.size());
    }
    return std::nullopt;
}

std::optional<std::uint64_t> KernelFile::number()
{
    std::optional<std::string_view> text = read();
    return text ? takeNumber(*text) : std::nullopt;
}

std::string firstLine(const std::string& path)
{
    KernelFile file(path);
    std::optional<std::string_view> text = file.read();
    return text ? std::string(takeLine(*text)) : std::string();
}

std::optional<std::uint64_t> takeNumber(std::string_view& text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{})
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

} // namespace xpu::telemetry
