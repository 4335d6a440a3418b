#include "core/base/ids.h"

#include <chrono>
#include <cstring>
#include <random>

namespace xpu {
namespace {

constexpr char kHex[] = "0123456789abcdef";

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool dashBefore(std::size_t byte) { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

std::uint64_t random64()
{
    thread_local std::random_device device;
    return (std::uint64_t{device()} << 32) | device();
}

} // namespace

std::string Uuid::text() const
{
    std::string out;
    out.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (dashBefore(i))
            out += '-';
        out += kHex[bytes[i] >> 4];
        out += kHex[bytes[i] & 15];
    }
    return out;
}

std::optional<Uuid> Uuid::parse(std::string_view text)
{
    if (text.size() != 36)
        return std::nullopt;
    Uuid id;
    std::size_t at = 0;
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        if (dashBefore(i) && text[at++] != '-')
            return std::nullopt;
        const int high = hexValue(text[at]);
        const int low = hexValue(text[at + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        id.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
        at += 2;
    }
    return id;
}

Uuid Uuid::make(std::int64_t utcMicros, std::uint64_t randomHigh, std::uint64_t randomLow)
{
    Uuid id;
    const auto millis = static_cast<std::uint64_t>(utcMicros / 1000);
    for (std::size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(millis >> (40 - 8 * i));
    id.bytes[6] = static_cast<std::uint8_t>(0x70 | ((randomHigh >> 8) & 0x0f));
    id.bytes[7] = static_cast<std::uint8_t>(randomHigh);
    for (std::size_t i = 0; i < 8; ++i)
        id.bytes[8 + i] = static_cast<std::uint8_t>(randomLow >> (56 - 8 * i));
    id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

Uuid Uuid::generate()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return make(std::chrono::duration_cast<std::chrono::microseconds>(now).count(), random64(),
                random64());
}

} // namespace xpu

std::size_t std::hash<xpu::Uuid>::operator()(const xpu::Uuid& u) const noexcept
{
    // The last eight bytes are random, hence already well spread.
    std::uint64_t low = 0;
    std::memcpy(&low, u.bytes.data() + 8, sizeof low);
    return static_cast<std::size_t>(low);
}
