#include "compute/onnx/node_reader.h"

namespace xpu::onnx {

const Attribute* NodeReader::find(std::string_view name)
{
    for (const Attribute& attribute : node_.attributes)
        if (attribute.name == name && !attribute.isOther) {
            read_.emplace(name);
            return &attribute;
        }
    return nullptr;
}

std::int64_t NodeReader::integer(std::string_view name, std::int64_t fallback)
{
    const Attribute* found = find(name);
    return found != nullptr ? found->integer : fallback;
}

double NodeReader::number(std::string_view name, double fallback)
{
    const Attribute* found = find(name);
    return found != nullptr ? found->number : fallback;
}

std::string NodeReader::text(std::string_view name, std::string fallback)
{
    const Attribute* found = find(name);
    return found != nullptr ? found->text : std::move(fallback);
}

std::vector<std::int64_t> NodeReader::integers(std::string_view name)
{
    const Attribute* found = find(name);
    return found != nullptr ? found->integers : std::vector<std::int64_t>();
}

std::vector<double> NodeReader::numbers(std::string_view name)
{
    const Attribute* found = find(name);
    return found != nullptr ? found->numbers : std::vector<double>();
}

const Tensor* NodeReader::tensor(std::string_view name)
{
    const Attribute* found = find(name);
    return found != nullptr && found->tensor ? &*found->tensor : nullptr;
}

void NodeReader::ignore(std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        find(name);
}

std::string NodeReader::unread() const
{
    for (const Attribute& attribute : node_.attributes)
        if (!read_.contains(attribute.name))
            return attribute.name;
    return {};
}

} // namespace xpu::onnx
