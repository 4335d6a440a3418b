#include "core/task/utf8.h"

namespace xpu::task {
namespace {

unsigned byteAt(std::string_view text, std::size_t i)
{
    return static_cast<unsigned char>(text[i]);
}

bool isTail(std::string_view text, std::size_t i)
{
    return i < text.size() && (byteAt(text, i) & 0xC0u) == 0x80u;
}

/// Length of the well-formed sequence at `i`; 0 = malformed (also overlong, surrogate, > U+10FFFF).
std::size_t sequenceLength(std::string_view text, std::size_t i)
{
    const unsigned lead = byteAt(text, i);
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4 || !isTail(text, i + 1))
        return 0;
    if (lead < 0xE0)
        return 2;
    const unsigned second = byteAt(text, i + 1);
    if (!isTail(text, i + 2))
        return 0;
    if (lead < 0xF0)
        return (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ? 0 : 3;
    if (!isTail(text, i + 3))
        return 0;
    return (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F) ? 0 : 4;
}

} // namespace

std::size_t firstInvalidUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = sequenceLength(text, i);
        if (length == 0)
            return i;
        i += length;
    }
    return std::string_view::npos;
}

Position positionOf(std::string_view text, std::size_t offset)
{
    Position at;
    for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
        if (text[i] == '\n') {
            ++at.line;
            at.column = 1;
        } else if ((byteAt(text, i) & 0xC0u) != 0x80u) {
            ++at.column;
        }
    }
    return at;
}

} // namespace xpu::task
