#pragma once

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>

#include <cstdint>
#include <string>

namespace xpu::onnx {

/// What follows a field's number in the wire format of protocol buffers.
enum class WireType : std::uint32_t { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

constexpr std::uint32_t tagOf(std::uint32_t field, WireType type)
{
    return field << 3 | static_cast<std::uint32_t>(type);
}

/// The fields of a message that is read from a file front to back; long values are passed over
/// without reading them. Once anything is wrong, `wrong` says so and nothing more is read.
class Wire {
public:
    /// @param size  of the file in bytes
    Wire(int fd, std::uint64_t size);

    /// Calls field(tag) for every field of the whole file, or of the message that follows; one it
    /// returns false for, without having read it, is passed over.
    template <class F>
    void wholeFile(const F& field);
    template <class F>
    void message(const F& field);

    std::int64_t integer();
    double number();     ///< of 32 bits
    double wideNumber(); ///< of 64 bits
    std::string text();
    /// Calls take() for the packed values that follow until they end.
    template <class F>
    void packed(const F& take);
    struct Piece {
        std::uint64_t offset = 0;
        std::uint64_t size = 0;
    };
    /// Passes over the bytes that follow.
    Piece piece();

    void fail(std::string what);
    const std::string& wrong() const { return wrong_; }

private:
    static constexpr int kMostFields = 1'000'000;
    static constexpr int kLongestText = 4096;
    static constexpr int kMostText = 64 << 20;

    int length();
    void skip(std::uint32_t tag);
    template <class F>
    void fields(int length, const F& field);

    google::protobuf::io::FileInputStream file_;
    google::protobuf::io::CodedInputStream in_;
    std::uint64_t size_;
    int fields_ = 0;
    int text_ = 0;
    std::string wrong_;
};

template <class F>
void Wire::fields(int length, const F& field)
{
    const auto outer = in_.PushLimit(length);
    while (wrong_.empty()) {
        const std::uint32_t tag = in_.ReadTag();
        if (tag == 0) {
            if (in_.BytesUntilLimit() != 0)
                fail("a field is damaged");
            break;
        }
        if (++fields_ > kMostFields)
            fail("it has more fields than a model needs");
        else if (!field(tag))
            skip(tag);
    }
    in_.PopLimit(outer);
}

template <class F>
void Wire::wholeFile(const F& field)
{
    if (wrong_.empty())
        fields(static_cast<int>(size_), field);
}

template <class F>
void Wire::message(const F& field)
{
    const int bytes = length();
    if (wrong_.empty())
        fields(bytes, field);
}

template <class F>
void Wire::packed(const F& take)
{
    const int bytes = length();
    if (!wrong_.empty())
        return;
    const auto outer = in_.PushLimit(bytes);
    while (wrong_.empty() && in_.BytesUntilLimit() > 0) {
        if (++fields_ > kMostFields)
            fail("it has more fields than a model needs");
        else
            take();
    }
    in_.PopLimit(outer);
}

} // namespace xpu::onnx
