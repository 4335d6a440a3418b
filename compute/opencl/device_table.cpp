#include "compute/opencl/device_table.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>

namespace xpu::opencl {

namespace {

constexpr std::array kKinds = {DeviceClass::Cpu, DeviceClass::Gpu, DeviceClass::Npu,
                               DeviceClass::Fpga};

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

// ASCII only, whatever the locale.
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains(std::string_view text, std::string_view part)
{
    return part == "*"
           || std::search(text.begin(), text.end(), part.begin(), part.end(), [](char a, char b) {
                  return lower(a) == lower(b);
              }) != text.end();
}

std::optional<DeviceRow> rowOf(const std::string& line)
{
    std::vector<std::string> cells;
    std::istringstream parts(line);
    for (std::string cell; std::getline(parts, cell, '|');)
        cells.push_back(trimmed(cell));
    if (cells.size() < 3 || cells.size() > 4 || cells[1].empty() || cells[2].empty())
        return std::nullopt;
    const auto* const kind = std::find_if(kKinds.begin(), kKinds.end(),
                                          [&](DeviceClass k) { return nameOf(k) == cells[0]; });
    const std::string label = cells.size() == 4 ? cells[3] : std::string();
    if (kind == kKinds.end() || (!label.empty() && label != "emulated"))
        return std::nullopt;
    return DeviceRow{cells[1], cells[2], *kind, label};
}

std::string contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

DeviceTable readDeviceTable(std::string_view text, const std::string& fileName)
{
    DeviceTable table;
    std::istringstream lines{std::string(text)};
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        line = trimmed(std::string_view(line).substr(0, line.find('#')));
        if (line.empty())
            continue;
        if (auto row = rowOf(line))
            table.rows.push_back(std::move(*row));
        else
            table.bad.push_back(fileName + ":" + std::to_string(number) + ": " + line);
    }
    return table;
}

DeviceTable deviceTable(const std::string& userFile, const std::string& installedFile)
{
    DeviceTable table = readDeviceTable(contentOf(userFile), userFile);
    DeviceTable installed = readDeviceTable(contentOf(installedFile), installedFile);
    std::move(installed.rows.begin(), installed.rows.end(), std::back_inserter(table.rows));
    std::move(installed.bad.begin(), installed.bad.end(), std::back_inserter(table.bad));
    return table;
}

const DeviceRow* rowFor(const DeviceTable& table, std::string_view vendor,
                        std::string_view platform, std::string_view name)
{
    const auto fits = [&](const DeviceRow& row) {
        return (contains(vendor, row.vendor) || contains(platform, row.vendor))
               && contains(name, row.name);
    };
    const auto found = std::find_if(table.rows.begin(), table.rows.end(), fits);
    return found == table.rows.end() ? nullptr : &*found;
}

} // namespace xpu::opencl
