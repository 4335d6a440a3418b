#include "tests/compute/onnx/model_writer.h"

#include <cstring>

namespace xpu::tests {

void Message::varint(std::uint64_t value)
{
    for (; value >= 128; value >>= 7)
        text_ += static_cast<char>(value | 128);
    text_ += static_cast<char>(value);
}

Message& Message::integer(std::uint32_t field, std::int64_t value)
{
    varint(field << 3);
    varint(static_cast<std::uint64_t>(value));
    return *this;
}

Message& Message::number(std::uint32_t field, float value)
{
    varint(field << 3 | 5);
    text_.append(reinterpret_cast<const char*>(&value), sizeof value);
    return *this;
}

Message& Message::bytes(std::uint32_t field, std::string_view value)
{
    varint(field << 3 | 2);
    varint(value.size());
    text_ += value;
    return *this;
}

Message attribute(std::string_view name, std::int64_t value)
{
    return Message().bytes(1, name).integer(3, value).integer(20, 2);
}

Message attribute(std::string_view name, float value)
{
    return Message().bytes(1, name).number(2, value).integer(20, 1);
}

Message attribute(std::string_view name, const Extents& values)
{
    Message out;
    out.bytes(1, name);
    for (const std::int64_t value : values)
        out.integer(8, value);
    return out.integer(20, 7);
}

Message node(std::string_view op, const std::vector<std::string>& inputs,
             const std::vector<std::string>& outputs, const std::vector<Message>& attributes,
             std::string_view name)
{
    Message out;
    for (const std::string& input : inputs)
        out.bytes(1, input);
    for (const std::string& output : outputs)
        out.bytes(2, output);
    if (!name.empty())
        out.bytes(3, name);
    out.bytes(4, op);
    for (const Message& one : attributes)
        out.message(5, one);
    return out;
}

Message floats(std::string_view name, const Extents& extents, const std::vector<float>& values)
{
    Message out;
    for (const std::int64_t extent : extents)
        out.integer(1, extent);
    return out.integer(2, 1).bytes(8, name).bytes(
        9, {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)});
}

Message integers(std::string_view name, const std::vector<std::int64_t>& values)
{
    Message out;
    out.integer(1, static_cast<std::int64_t>(values.size())).integer(2, 7).bytes(8, name);
    for (const std::int64_t value : values)
        out.integer(7, value);
    return out;
}

std::string ModelText::text() const
{
    const auto valueInfo = [this](const std::string& name, const Extents* extents) {
        Message tensor;
        tensor.integer(1, inputType);
        if (extents != nullptr) {
            Message shape;
            for (const std::int64_t extent : *extents)
                shape.message(1, extent > 0 ? Message().integer(1, extent)
                                            : Message().bytes(2, "open"));
            tensor.message(2, shape);
        }
        return Message().bytes(1, name).message(2, Message().message(1, tensor));
    };
    Message graph;
    for (const Message& one : nodes)
        graph.message(1, one);
    graph.bytes(2, "graph");
    for (const Message& one : constants)
        graph.message(5, one);
    for (const auto& [name, extents] : inputs)
        graph.message(11, valueInfo(name, &extents));
    for (const std::string& name : outputs)
        graph.message(12, valueInfo(name, nullptr));
    return Message().integer(1, 8).message(7, graph).message(8, Message().integer(2, opset)).text();
}

} // namespace xpu::tests
