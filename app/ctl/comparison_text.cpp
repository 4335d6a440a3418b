#include "app/ctl/output.h"
#include "app/ctl/report_text.h"
#include "core/wording/quantity_text.h"

#include <cstdio>

namespace xpu::ctl {
namespace {

using nlohmann::json;
using Rows = std::vector<std::vector<std::string>>;
using Text = std::string (*)(const json&);

constexpr std::size_t kNamesShown = 10;

std::string shareText(const json& value)
{
    return value.is_number() ? wording::percent(value.get<double>()) : "–";
}

std::string countText(const json& value)
{
    return value.is_number() ? wording::number(value.get<double>()) : "–";
}

std::string gramsText(const json& value)
{
    return value.is_number() ? wording::grams(value.get<double>()) : "–";
}

/// "-12 %", "+5 %".
std::string changeText(const json& pair)
{
    const json& ratio = pair.at("ratio");
    if (!ratio.is_number())
        return "–";
    const double change = ratio.get<double>() - 1;
    return (change > 0 ? "+" : "") + wording::percent(change);
}

void printSide(const char* which, const json& side)
{
    std::printf("%s  %s  %s  %s  %s\n", which, textOf(side.at("name")).c_str(),
                textOf(side.at("state")).c_str(),
                localTime(side.at("started_us").get<std::int64_t>()).c_str(),
                textOf(side.at("run")).c_str());
}

void printFigures(const json& comparison)
{
    const json& figures = comparison.at("figures");
    std::string currency;
    for (const char* side : {"first", "second"})
        if (const json& named = comparison.at(side).at("currency"); named.is_string())
            currency = named.get<std::string>();
    const std::string cost = "Cost of energy, " + currency;
    struct Line {
        const char* name;
        const char* key;
        Text text;
        bool isOptional = false; ///< no line where neither run has it
    };
    const Line lines[] = {{"Took", "makespan_s", secondsText},
                          {"Predicted", "predicted_s", secondsText},
                          {"Predicted bound", "lower_bound_s", secondsText},
                          {"Energy", "energy_j", joulesText},
                          {cost.c_str(), "cost", countText, true},
                          {"CO2 of energy", "carbon_g", gramsText, true},
                          {"Error of prediction", "median_error", shareText},
                          {"Inside 90 % interval", "coverage", shareText},
                          {"Steps done", "steps_done", countText},
                          {"Steps failed", "steps_failed", countText}};
    Rows rows;
    for (const Line& line : lines) {
        const json& pair = figures.at(line.key);
        if (line.isOptional && !pair.at("first").is_number() && !pair.at("second").is_number())
            continue;
        const bool isAmount =
            line.text == secondsText || line.text == joulesText || line.isOptional;
        rows.push_back({line.name, line.text(pair.at("first")), line.text(pair.at("second")),
                        isAmount ? changeText(pair) : ""});
    }
    printTable({"", "First", "Second", "Change"}, rows);
    std::puts("");
}

void printDevices(const json& devices)
{
    Rows rows;
    for (const json& line : devices)
        rows.push_back({line.at("device"), countText(line.at("steps").at("first")),
                        countText(line.at("steps").at("second")),
                        secondsText(line.at("busy_s").at("first")),
                        secondsText(line.at("busy_s").at("second")), changeText(line.at("busy_s")),
                        joulesText(line.at("energy_j").at("first")),
                        joulesText(line.at("energy_j").at("second"))});
    printTable({"Device", "Steps", "2nd", "Busy", "2nd", "Change", "Energy", "2nd"}, rows);
    std::puts("");
}

void printOperations(const json& operations)
{
    Rows rows;
    for (const json& line : operations)
        rows.push_back(
            {line.at("operation"), line.at("device"), secondsText(line.at("p50_s").at("first")),
             secondsText(line.at("p50_s").at("second")), changeText(line.at("p50_s")),
             secondsText(line.at("total_s").at("first")),
             secondsText(line.at("total_s").at("second")), changeText(line.at("total_s"))});
    printTable({"Operation", "Device", "Median", "2nd", "Change", "Total", "2nd", "Change"}, rows);
    std::puts("");
}

void printSteps(const json& steps)
{
    Rows rows;
    for (const json& step : steps) {
        std::string device = textOf(step.at("first_device"));
        if (const std::string second = textOf(step.at("second_device")); second != device)
            device.append(" → ").append(second);
        rows.push_back({step.at("id"), device, secondsText(step.at("actual_s").at("first")),
                        secondsText(step.at("actual_s").at("second")),
                        changeText(step.at("actual_s"))});
    }
    printTable({"Step", "Device", "First", "Second", "Change"}, rows);
}

void printOnly(const char* which, const json& ids)
{
    if (ids.empty())
        return;
    std::printf("\nonly in the %s (%zu):", which, ids.size());
    for (std::size_t i = 0; i < ids.size() && i < kNamesShown; ++i)
        std::printf("%s %s", i == 0 ? "" : ",", textOf(ids[i]).c_str());
    std::puts(ids.size() > kNamesShown ? ", …" : "");
}

} // namespace

void printComparison(const json& comparison)
{
    printSide("first ", comparison.at("first"));
    printSide("second", comparison.at("second"));
    std::puts("");
    for (const json& sentence : comparison.at("verdict").at("text"))
        std::puts(textOf(sentence).c_str());
    std::puts("");
    printFigures(comparison);
    printDevices(comparison.at("devices"));
    printOperations(comparison.at("operations"));
    printSteps(comparison.at("steps"));
    printOnly("first", comparison.at("only_first"));
    printOnly("second", comparison.at("only_second"));
}

} // namespace xpu::ctl
