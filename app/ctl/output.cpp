#include "app/ctl/output.h"

#include "app/ctl/exit_code.h"
#include "core/wording/message.h"
#include "core/wording/quantity_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>

namespace xpu::ctl {
namespace {

/// Columns as a terminal shows them: bytes that continue a UTF-8 character take no place.
std::size_t width(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

void printRow(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line += cells[i];
        if (i + 1 < cells.size())
            line += std::string(widths[i] - width(cells[i]) + 2, ' ');
    }
    std::puts(line.c_str());
}

} // namespace

void printTable(const std::vector<std::string>& header,
                const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < header.size(); ++i) {
        std::size_t widest = width(header[i]);
        for (const auto& row : rows)
            widest = std::max(widest, width(row[i]));
        widths.push_back(widest);
    }
    printRow(header, widths);
    for (const auto& row : rows)
        printRow(row, widths);
}

void printJson(const nlohmann::json& value)
{
    // File names need not be UTF-8; what is not shows as U+FFFD.
    std::puts(value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

int complain(const Invocation& call, const Error& error)
{
    const std::string sentence = wording::message(error);
    std::fprintf(stderr, "xpuctl: %s\n", sentence.c_str());
    if (call.has("--json"))
        printJson({{"error", {{"message", sentence}}}});
    return error.code == Errc::Cancelled ? Interrupted : InvalidInput;
}

Error refusalOf(const std::string& path, const CheckResult& checked)
{
    std::string all = path;
    for (const Diagnostic& d : checked.diagnostics)
        all.append("\n  ")
            .append(d.code)
            .append(" line ")
            .append(std::to_string(d.line))
            .append(": ")
            .append(wording::message(d));
    return {Errc::InvalidInput, all};
}

std::string textOf(const nlohmann::json& value)
{
    return value.is_string() ? value.get<std::string>() : "–";
}

std::string secondsText(const nlohmann::json& value)
{
    return value.is_number() ? wording::text(Seconds(value.get<double>())) : "–";
}

std::string joulesText(const nlohmann::json& value)
{
    return value.is_number() ? wording::text(Joules(value.get<double>())) : "–";
}

std::string localTime(std::int64_t utcMicros)
{
    const std::time_t seconds = utcMicros / 1'000'000;
    std::tm parts{};
    localtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &parts);
    return text.data();
}

std::string absolutePath(const std::string& path)
{
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error);
    return error ? path : absolute.lexically_normal().string();
}

std::vector<std::string> splitList(const std::string& text)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t comma = std::min(text.find(',', begin), text.size());
        if (comma > begin)
            parts.push_back(text.substr(begin, comma - begin));
        begin = comma + 1;
    }
    return parts;
}

} // namespace xpu::ctl
