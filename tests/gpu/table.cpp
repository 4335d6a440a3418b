#include "tests/gpu/table.h"

#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>

namespace xpu::tests {

namespace {

using Member = std::uint64_t Statistics::*;

/// The columns behind the key's three.
constexpr std::array<std::pair<const char*, Member>, 10> kColumns{{
    {"vgprs", &Statistics::vgprs},
    {"sgprs", &Statistics::sgprs},
    {"spills", &Statistics::spills},
    {"lds", &Statistics::shared},
    {"scratch", &Statistics::scratch},
    {"waves", &Statistics::waves},
    {"instructions", &Statistics::instructions},
    {"latency", &Statistics::latency},
    {"inverse throughput", &Statistics::cycles},
    {"fma %", &Statistics::fmaPercent},
}};

std::vector<std::string> cells(const std::string& line)
{
    std::vector<std::string> all;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, '\t');)
        all.push_back(cell);
    return all;
}

std::string heading()
{
    std::string text = "family\tkernel\tconstants";
    for (const auto& [name, member] : kColumns)
        text += std::string("\t") + name;
    return text;
}

bool readNumber(const std::string& cell, std::uint64_t& number)
{
    const char* end = cell.data() + cell.size();
    const auto [stop, error] = std::from_chars(cell.data(), end, number);
    return error == std::errc{} && stop == end;
}

} // namespace

std::string Table::text() const
{
    std::string text = compiler + "\n" + heading() + "\n";
    for (const auto& [key, row] : rows) {
        text += key.family + "\t" + key.kernel + "\t" + key.constants;
        for (const auto& [name, member] : kColumns)
            text += "\t" + std::to_string(row.*member);
        text += "\n";
    }
    return text;
}

Result<Table> Table::parse(const std::string& text)
{
    std::istringstream stream(text);
    Table table;
    std::string line;
    if (!std::getline(stream, table.compiler) || !std::getline(stream, line) || line != heading())
        return fail(Errc::Corrupt, "not a table of kernels");
    while (std::getline(stream, line)) {
        const auto cell = cells(line);
        if (cell.size() != kColumns.size() + 3)
            return fail(Errc::Corrupt, line);
        Statistics row;
        for (std::size_t i = 0; i < kColumns.size(); ++i)
            if (!readNumber(cell[i + 3], row.*kColumns[i].second))
                return fail(Errc::Corrupt, line);
        table.rows[{cell[0], cell[1], cell[2]}] = row;
    }
    return table;
}

Result<Table> Table::read(const std::string& path)
{
    std::ifstream file(path);
    if (!file)
        return fail(Errc::NotFound, path);
    return parse(std::string{std::istreambuf_iterator<char>(file), {}});
}

} // namespace xpu::tests
