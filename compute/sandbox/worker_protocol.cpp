#include "compute/sandbox/worker_protocol.h"

#include <array>
#include <charconv>

namespace xpu::sandbox {
namespace {

void append(std::string& out, std::string_view field)
{
    out += field;
    out += '\0';
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

template <class T>
bool parse(std::string_view text, T& out)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size();
}

constexpr std::array<std::string_view, 5> kWords = {"started", "progress", "memory", "noexec",
                                                    "ended"};

} // namespace

std::string encode(const WorkerSpec& spec)
{
    std::string out;
    for (const std::string& a : spec.argv) {
        append(out, "arg");
        append(out, a);
    }
    for (const std::string& e : spec.env) {
        append(out, "env");
        append(out, e);
    }
    append(out, "progress");
    append(out, spec.progressRegex);
    append(out, "memory");
    append(out, std::to_string(spec.memoryLimit));
    append(out, "processes");
    append(out, std::to_string(spec.maxProcesses));
    return out;
}

std::optional<WorkerSpec> decodeSpec(std::string_view text)
{
    const std::vector<std::string_view> fields = split(text, '\0');
    if (fields.size() % 2 != 0)
        return std::nullopt;
    WorkerSpec spec;
    bool good = true;
    for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
        const std::string_view key = fields[i];
        const std::string_view value = fields[i + 1];
        if (key == "arg")
            spec.argv.emplace_back(value);
        else if (key == "env")
            spec.env.emplace_back(value);
        else if (key == "progress")
            spec.progressRegex = value;
        else if (key == "memory")
            good = good && parse(value, spec.memoryLimit);
        else if (key == "processes")
            good = good && parse(value, spec.maxProcesses);
        else
            good = false;
    }
    if (!good || spec.argv.empty())
        return std::nullopt;
    return spec;
}

std::string encode(const WorkerReport& r)
{
    std::string line(kWords[static_cast<std::size_t>(r.kind)]);
    switch (r.kind) {
    case WorkerReport::Kind::Started:
        break;
    case WorkerReport::Kind::Progress: {
        std::array<char, 32> text{};
        const auto end = std::to_chars(text.data(), text.data() + text.size(), r.percent).ptr;
        line += ' ';
        line.append(text.data(), end);
        break;
    }
    case WorkerReport::Kind::Memory:
        line += ' ' + std::to_string(r.bytes);
        break;
    case WorkerReport::Kind::NotFound:
        line += ' ' + std::to_string(r.error);
        break;
    case WorkerReport::Kind::Ended:
        line += ' ' + std::to_string(r.waitStatus) + ' ' + std::to_string(r.cpuMicros) + ' '
                + std::to_string(r.bytes) + ' ' + std::to_string(static_cast<int>(r.cause));
        break;
    }
    return line + '\n';
}

std::optional<WorkerReport> decodeReport(std::string_view line)
{
    const std::vector<std::string_view> f = split(line, ' ');
    WorkerReport r;
    bool good = false;
    if (f.size() == 1 && f[0] == "started") {
        good = true;
    } else if (f.size() == 2 && f[0] == "progress") {
        r.kind = WorkerReport::Kind::Progress;
        good = parse(f[1], r.percent);
    } else if (f.size() == 2 && f[0] == "memory") {
        r.kind = WorkerReport::Kind::Memory;
        good = parse(f[1], r.bytes);
    } else if (f.size() == 2 && f[0] == "noexec") {
        r.kind = WorkerReport::Kind::NotFound;
        good = parse(f[1], r.error);
    } else if (f.size() == 5 && f[0] == "ended") {
        r.kind = WorkerReport::Kind::Ended;
        int cause = 0;
        good = parse(f[1], r.waitStatus) && parse(f[2], r.cpuMicros) && parse(f[3], r.bytes)
               && parse(f[4], cause) && cause >= 0 && cause <= 3;
        r.cause = good ? static_cast<WorkerReport::Cause>(cause) : WorkerReport::Cause::None;
    }
    return good ? std::optional(r) : std::nullopt;
}

} // namespace xpu::sandbox
