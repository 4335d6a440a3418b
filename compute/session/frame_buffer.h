#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xpu::session {

/// The largest message either side accepts.
inline constexpr std::size_t kMaxFrame = std::size_t{16} << 20;

/// A message with its length in front: 4 bytes, big endian, then UTF-8 JSON.
std::string frame(std::string_view message);

/// Collects bytes as they arrive and gives whole messages out.
class FrameBuffer {
public:
    void append(const char* data, std::size_t size) { bytes_.append(data, size); }
    /// The next whole message, if there is one.
    std::optional<std::string> next();
    /// The announced length is over the limit: the peer cannot be understood any more.
    bool isBroken() const { return announced() > kMaxFrame; }

private:
    std::size_t announced() const;

    std::string bytes_;
};

} // namespace xpu::session
