#include "core/task/import/kernel_task.h"

#include <charconv>

namespace xpu {
namespace {

/// A basic string of TOML.
std::string quoted(const std::string& text)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += kDigits[byte >> 4U];
            out += kDigits[byte & 15U];
        } else {
            out += c;
        }
    }
    return out + '"';
}

bool isBare(const std::string& key)
{
    return !key.empty()
           && key.find_first_not_of(
                  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
                  == std::string::npos;
}

std::string keyText(const std::string& key) { return isBare(key) ? key : quoted(key); }

std::string listText(const std::vector<std::uint64_t>& numbers)
{
    std::string out;
    for (const std::uint64_t n : numbers)
        out += (out.empty() ? "" : ", ") + std::to_string(n);
    return "[" + out + "]";
}

std::string portText(const KernelAnswers::Port& port)
{
    if (!port.output)
        return "{ file = " + quoted(port.file) + " }";
    const std::string dtype(nameOf(port.dtype));
    if (port.file.empty())
        return quoted("buf:" + dtype + listText(port.shape));
    return "{ file = " + quoted(port.file) + ", dtype = " + quoted(dtype)
           + ", shape = " + listText(port.shape) + " }";
}

void addTable(std::string& out, const char* name,
              const std::vector<std::pair<std::string, std::string>>& values)
{
    if (values.empty())
        return;
    out += std::string("[step.") + name + "]\n";
    for (const auto& [key, value] : values)
        out += keyText(key) + " = " + value + "\n";
}

void addPorts(std::string& out, const char* name, const KernelAnswers& answers, bool outputs)
{
    std::vector<std::pair<std::string, std::string>> lines;
    for (const KernelAnswers::Port& port : answers.ports)
        if (port.output == outputs)
            lines.emplace_back(port.name, portText(port));
    addTable(out, name, lines);
}

} // namespace

std::string kernelLanguage(const std::string& path)
{
    if (path.ends_with(".comp"))
        return "glsl";
    if (path.ends_with(".spv"))
        return "spirv";
    return path.ends_with(".cl") ? "opencl" : "";
}

std::string kernelTaskText(const KernelSketch& kernel, const KernelAnswers& answers)
{
    std::string out = "xpu = 1\nname = " + quoted(answers.name) + "\n\n[[step]]\nid = \"kernel\"\n";
    if (!answers.global.empty())
        out += "global = " + listText(answers.global) + "\n";
    out += "[step.kernel]\n" + kernel.language + " = " + quoted(answers.kernelFile) + "\n";
    if (kernel.entry != "main")
        out += "entry = " + quoted(kernel.entry) + "\n";
    if (!answers.local.empty())
        out += "local = " + listText(answers.local) + "\n";
    addPorts(out, "in", answers, false);
    addPorts(out, "out", answers, true);
    addTable(out, "push", answers.push);
    addTable(out, "spec", answers.spec);
    return out;
}

std::optional<std::vector<std::uint64_t>> extentsOf(const std::string& text, std::size_t most)
{
    std::vector<std::uint64_t> out;
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto skip = [&](const char* characters) {
        while (at != end && std::string_view(characters).find(*at) != std::string_view::npos)
            ++at;
    };
    for (skip(" "); at != end; skip(" ,x\xC3\x97")) {
        std::uint64_t value = 0;
        const auto [next, error] = std::from_chars(at, end, value);
        if (error != std::errc{} || value == 0 || out.size() == most)
            return std::nullopt;
        out.push_back(value);
        at = next;
    }
    return out.empty() ? std::nullopt : std::optional(std::move(out));
}

} // namespace xpu
