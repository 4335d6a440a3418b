#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xpu::tests {

/// ONNX files as texts, written field by field as their definition (onnx.proto3) numbers them.
class Message {
public:
    Message& integer(std::uint32_t field, std::int64_t value);
    Message& number(std::uint32_t field, float value);
    Message& bytes(std::uint32_t field, std::string_view value);
    Message& message(std::uint32_t field, const Message& value)
    {
        return bytes(field, value.text());
    }
    const std::string& text() const { return text_; }

private:
    void varint(std::uint64_t value);
    std::string text_;
};

using Extents = std::vector<std::int64_t>;

/// An attribute of a node.
Message attribute(std::string_view name, std::int64_t value);
Message attribute(std::string_view name, float value);
Message attribute(std::string_view name, const Extents& values);

Message node(std::string_view op, const std::vector<std::string>& inputs,
             const std::vector<std::string>& outputs, const std::vector<Message>& attributes = {},
             std::string_view name = {});
/// An array of floats, raw as most programs write it.
Message floats(std::string_view name, const Extents& extents, const std::vector<float>& values);
Message integers(std::string_view name, const std::vector<std::int64_t>& values);

struct ModelText {
    std::vector<Message> nodes;
    std::vector<Message> constants;
    /// Extents; 0 = open.
    std::vector<std::pair<std::string, Extents>> inputs;
    std::vector<std::string> outputs;
    std::int64_t opset = 13;
    std::int64_t inputType = 1;

    std::string text() const;
};

} // namespace xpu::tests
