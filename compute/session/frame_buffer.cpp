#include "compute/session/frame_buffer.h"

namespace xpu::session {
namespace {

constexpr std::size_t kHeader = 4;

} // namespace

std::string frame(std::string_view message)
{
    std::string out;
    out.reserve(kHeader + message.size());
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>((message.size() >> shift) & 0xff);
    return out.append(message);
}

std::size_t FrameBuffer::announced() const
{
    if (bytes_.size() < kHeader)
        return 0;
    std::size_t length = 0;
    for (std::size_t i = 0; i < kHeader; ++i)
        length = length << 8 | static_cast<unsigned char>(bytes_[i]);
    return length;
}

std::optional<std::string> FrameBuffer::next()
{
    if (bytes_.size() < kHeader || isBroken() || bytes_.size() - kHeader < announced())
        return std::nullopt;
    const std::size_t length = announced();
    std::string message = bytes_.substr(kHeader, length);
    bytes_.erase(0, kHeader + length);
    return message;
}

} // namespace xpu::session
