#include "compute/onnx/wire.h"

#include <climits>
#include <cstring>

namespace xpu::onnx {

Wire::Wire(int fd, std::uint64_t size) : file_(fd), in_(&file_), size_(size)
{
    if (size > INT_MAX)
        fail("it is larger than 2 GiB");
    in_.SetTotalBytesLimit(INT_MAX);
}

void Wire::fail(std::string what)
{
    if (wrong_.empty())
        wrong_ = std::move(what);
}

std::int64_t Wire::integer()
{
    std::uint64_t value = 0;
    if (!in_.ReadVarint64(&value))
        fail("a number is cut off");
    return static_cast<std::int64_t>(value);
}

double Wire::number()
{
    std::uint32_t bits = 0;
    if (!in_.ReadLittleEndian32(&bits))
        fail("a number is cut off");
    float value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return static_cast<double>(value);
}

double Wire::wideNumber()
{
    std::uint64_t bits = 0;
    if (!in_.ReadLittleEndian64(&bits))
        fail("a number is cut off");
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

int Wire::length()
{
    std::uint32_t bytes = 0;
    const bool read = in_.ReadVarint32(&bytes);
    const int left = in_.BytesUntilLimit();
    if (!read || left < 0 || bytes > static_cast<std::uint32_t>(left))
        fail("a field is longer than the file");
    return static_cast<int>(bytes);
}

std::string Wire::text()
{
    const int bytes = length();
    std::string out;
    if (wrong_.empty() && (bytes > kLongestText || (text_ += bytes) > kMostText))
        fail("its names are too long");
    else if (wrong_.empty() && !in_.ReadString(&out, bytes))
        fail("a name is cut off");
    return out;
}

Wire::Piece Wire::piece()
{
    const int bytes = length();
    const Piece piece{static_cast<std::uint64_t>(in_.CurrentPosition()),
                      static_cast<std::uint64_t>(bytes)};
    if (wrong_.empty() && !in_.Skip(bytes))
        fail("an array is cut off");
    return piece;
}

void Wire::skip(std::uint32_t tag)
{
    switch (static_cast<WireType>(tag & 7)) {
    case WireType::Varint:
        integer();
        break;
    case WireType::Fixed64:
        wideNumber();
        break;
    case WireType::Bytes:
        piece();
        break;
    case WireType::Fixed32:
        number();
        break;
    default:
        fail("a field is damaged");
    }
}

} // namespace xpu::onnx
