#include "compute/kernels/interface.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace xpu::kernels {
namespace {

tl::unexpected<LaunchError> wrong(const char* code, std::string message)
{
    return tl::unexpected(LaunchError{Errc::InvalidInput, std::move(message), code});
}

bool isNamed(const Binding& binding, const std::string& name)
{
    return binding.name == name || binding.block == name;
}

std::string textOf(const Binding& binding)
{
    std::string text = "binding " + std::to_string(binding.binding);
    if (binding.set != 0)
        text += " of set " + std::to_string(binding.set);
    const std::string& name = binding.name.empty() ? binding.block : binding.name;
    return name.empty() ? text : text + " ('" + name + "')";
}

template <class T>
std::vector<std::byte> bytesOf(T value)
{
    std::vector<std::byte> bytes(sizeof value);
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

double numberOf(const Value& value)
{
    return std::visit([](auto v) { return static_cast<double>(v); }, value);
}

/// Empty when the type does not hold the value.
template <class T>
std::vector<std::byte> integerBytes(const Value& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        if (!std::in_range<T>(*whole))
            return {};
        return bytesOf(static_cast<T>(*whole));
    }
    const double number = numberOf(value);
    // 2^63 is the first that no integer here holds.
    if (number != std::floor(number) || std::abs(number) >= 9.2e18
        || !std::in_range<T>(static_cast<std::int64_t>(number)))
        return {};
    return bytesOf(static_cast<T>(static_cast<std::int64_t>(number)));
}

std::vector<std::byte> bytesAs(Constant::Type type, const Value& value)
{
    switch (type) {
    case Constant::Type::Bool:
        return bytesOf(std::uint32_t{numberOf(value) != 0});
    case Constant::Type::I32:
        return integerBytes<std::int32_t>(value);
    case Constant::Type::U32:
        return integerBytes<std::uint32_t>(value);
    case Constant::Type::I64:
        return integerBytes<std::int64_t>(value);
    case Constant::Type::U64:
        return integerBytes<std::uint64_t>(value);
    case Constant::Type::F32:
        return bytesOf(static_cast<float>(numberOf(value)));
    case Constant::Type::F64:
        break;
    }
    return bytesOf(numberOf(value));
}

} // namespace

std::size_t sizeOf(Constant::Type type)
{
    const bool wide =
        type == Constant::Type::I64 || type == Constant::Type::U64 || type == Constant::Type::F64;
    return wide ? 8 : 4;
}

KernelSketch sketched(const Interface& kernel)
{
    KernelSketch sketch;
    for (const Binding& b : kernel.bindings) {
        std::string name = b.name.empty() ? b.block : b.name;
        if (name.empty())
            name = "port" + std::to_string(b.binding);
        sketch.buffers.push_back({std::move(name), b.written});
    }
    for (const Constant& c : kernel.push)
        sketch.push.push_back(c.name);
    for (const Constant& c : kernel.spec)
        sketch.spec.push_back(c.name);
    sketch.local = kernel.local;
    return sketch;
}

tl::expected<std::vector<std::size_t>, LaunchError> matched(std::span<const Port> ports,
                                                            const Interface& kernel)
{
    const auto& bindings = kernel.bindings;
    if (!kernel.foreign.empty())
        return wrong("E502", "'" + kernel.foreign.front() + "' is nothing a port can be");
    const bool byName = std::ranges::any_of(ports, [&](const Port& port) {
        return std::ranges::any_of(bindings,
                                   [&](const Binding& b) { return isNamed(b, port.name); });
    });
    std::vector<std::size_t> of;
    std::vector<bool> taken(bindings.size(), false);
    for (std::size_t p = 0; p < ports.size(); ++p) {
        std::size_t b = p;
        if (byName)
            b = static_cast<std::size_t>(
                std::ranges::find_if(
                    bindings, [&](const Binding& one) { return isNamed(one, ports[p].name); })
                - bindings.begin());
        if (b >= bindings.size())
            return wrong("E502", "the port '" + ports[p].name + "' has no buffer in the kernel");
        if (taken[b])
            return wrong("E502", "two ports mean " + textOf(bindings[b]));
        taken[b] = true;
        of.push_back(b);
    }
    for (std::size_t b = 0; b < bindings.size(); ++b)
        if (!taken[b])
            return wrong("E502", textOf(bindings[b]) + " has no port");
    for (std::size_t p = 0; p < ports.size(); ++p) {
        const Binding& binding = bindings[of[p]];
        if (!ports[p].output && binding.written)
            return wrong("E505", "the kernel writes its input '" + ports[p].name + "'");
        if (ports[p].output && binding.uniform)
            return wrong("E502", "the output '" + ports[p].name + "' is read-only in the kernel");
    }
    return of;
}

tl::expected<std::vector<GivenConstant>, LaunchError>
valuesFor(std::span<const Constant> constants, const std::map<std::string, Value>& given,
          const std::string& group, bool allNeeded)
{
    std::vector<GivenConstant> out;
    std::size_t used = 0;
    for (const Constant& constant : constants) {
        const auto value = given.find(group + "." + constant.name);
        if (value == given.end()) {
            if (allNeeded)
                return wrong("E502", group + " gives no value for '" + constant.name + "'");
            continue;
        }
        ++used;
        auto bytes = bytesAs(constant.type, value->second);
        if (bytes.empty())
            return wrong("E502", group + " gives '" + constant.name
                                     + "' a value that its type does not hold");
        out.push_back({constant, std::move(bytes)});
    }
    const auto ofGroup = [&](const auto& entry) { return entry.first.starts_with(group + "."); };
    if (std::cmp_equal(used, std::ranges::count_if(given, ofGroup)))
        return out;
    for (const auto& [name, value] : given)
        if (ofGroup(std::pair(name, 0)) && std::ranges::none_of(constants, [&](const Constant& c) {
                return group + "." + c.name == name;
            }))
            return wrong("E502", "the kernel has no constant '" + name.substr(group.size() + 1)
                                     + "' for " + group);
    return out;
}

} // namespace xpu::kernels
