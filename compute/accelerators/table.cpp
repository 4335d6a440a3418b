#include "compute/accelerators/table.h"

#include <algorithm>
#include <sstream>

namespace xpu::accelerators {

namespace {

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

} // namespace

std::vector<Row> readTable(std::string_view text)
{
    constexpr std::size_t kCells = 5;
    std::vector<Row> table;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream parts(line.substr(0, line.find('#')));
        std::vector<std::string> cells;
        for (std::string cell; std::getline(parts, cell, '|');)
            cells.push_back(trimmed(cell));
        if (cells.size() != kCells || (cells[0] != "npu" && cells[0] != "fpga"))
            continue;
        const DeviceClass kind = cells[0] == "npu" ? DeviceClass::Npu : DeviceClass::Fpga;
        table.push_back({kind, cells[1], cells[2], cells[3], cells[4]});
    }
    return table;
}

const Row* rowFor(const std::vector<Row>& table, std::string_view vendor, std::string_view device)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const Row& row) {
        return row.vendor == vendor && (row.device == "*" || row.device == device);
    });
    return found == table.end() ? nullptr : &*found;
}

} // namespace xpu::accelerators
