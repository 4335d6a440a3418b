#include "app/ctl/report_text.h"

#include "app/ctl/output.h"
#include "core/wording/quantity_text.h"

#include <cstdio>

namespace xpu::ctl {
namespace {

using nlohmann::json;

std::string predictedText(const json& timed)
{
    std::string text = secondsText(timed.at("predicted_s"));
    if (timed.at("predicted_lo_s").is_number())
        text += " (" + secondsText(timed.at("predicted_lo_s")) + " – "
                + secondsText(timed.at("predicted_hi_s")) + ")";
    return text;
}

std::string errorText(const json& error)
{
    return error.is_object() ? textOf(error.at("code")) + " " + textOf(error.at("message")) : "";
}

void printRun(const json& report)
{
    std::printf("%s  %s  %s\n", textOf(report.at("name")).c_str(),
                textOf(report.at("state")).c_str(),
                localTime(report.at("started_us").get<std::int64_t>()).c_str());
    std::printf("took %s, predicted %s, by these predictions no schedule under %s\n",
                secondsText(report.at("makespan_s")).c_str(),
                secondsText(report.at("predicted_s")).c_str(),
                secondsText(report.at("lower_bound_s")).c_str());
    const std::string quality = " (" + textOf(report.at("energy_quality")) + ")";
    std::printf("energy %s%s\n", joulesText(report.at("energy_j")).c_str(), quality.c_str());
    if (report.at("cost").is_number())
        std::printf("cost %s%s\n",
                    wording::money(report.at("cost"), textOf(report.at("currency"))).c_str(),
                    quality.c_str());
    if (report.at("carbon_g").is_number())
        std::printf("CO2 %s%s\n", wording::grams(report.at("carbon_g")).c_str(), quality.c_str());
    std::puts("");
}

void printDevices(const json& devices)
{
    std::vector<std::vector<std::string>> rows;
    for (const json& line : devices)
        rows.push_back({line.at("device"), std::to_string(line.at("steps").get<std::uint64_t>()),
                        secondsText(line.at("busy_s")),
                        wording::percent(line.at("utilization").get<double>()),
                        joulesText(line.at("energy_j"))});
    printTable({"Device", "Steps", "Busy", "In use", "Energy"}, rows);
    std::puts("");
}

void printCandidates(const json& candidates)
{
    std::vector<std::vector<std::string>> rows;
    for (const json& c : candidates) {
        const bool excluded = c.at("excluded").is_string();
        json timed = {{"predicted_s", c.at("predicted_s")},
                      {"predicted_lo_s", c.at("lo_s")},
                      {"predicted_hi_s", c.at("hi_s")}};
        rows.push_back({"  " + textOf(c.at("device")), excluded ? "–" : predictedText(timed),
                        std::to_string(c.at("samples").get<std::uint64_t>()),
                        excluded ? textOf(c.at("excluded")) : ""});
    }
    printTable({"  Device", "Predicted (90 %)", "Runs", "Why not"}, rows);
}

} // namespace

void printReport(const json& report)
{
    printRun(report);
    printDevices(report.at("devices"));
    std::vector<std::vector<std::string>> rows;
    for (const json& step : report.at("steps"))
        rows.push_back({step.at("id"), step.at("state"), textOf(step.at("device")),
                        predictedText(step), secondsText(step.at("actual_s")),
                        errorText(step.at("error"))});
    printTable({"Step", "State", "Device", "Predicted (90 %)", "Took", ""}, rows);
}

/// Who did how much of a step done in pieces.
void printShares(const json& shares)
{
    std::string text;
    for (const json& share : shares)
        text += (text.empty() ? "Shared: " : ", ") + textOf(share.at("device")) + " "
                + std::to_string(share.at("rows").get<std::uint64_t>()) + " rows";
    if (shares.size() > 1)
        std::printf("%s.\n", text.c_str());
}

void printWhy(const json& why)
{
    const json& steps = why.at("steps");
    if (steps.size() == 1) {
        const json& step = steps.front();
        std::printf("%s  %s  %s\n", textOf(step.at("step")).c_str(),
                    textOf(step.at("state")).c_str(), textOf(step.at("device")).c_str());
        for (const char* sentence : {"reason", "blocked_by"})
            if (step.at(sentence).is_string())
                std::printf("%s\n", textOf(step.at(sentence)).c_str());
        printShares(step.value("shares", json()));
        printCandidates(step.at("candidates"));
        return;
    }
    std::vector<std::vector<std::string>> rows;
    for (const json& step : steps)
        rows.push_back({step.at("step"), step.at("state"), textOf(step.at("device")),
                        textOf(step.at("chosen_by")),
                        step.at("reason").is_string() ? textOf(step.at("reason"))
                                                      : textOf(step.at("blocked_by"))});
    printTable({"Step", "State", "Device", "Chosen by", "Why"}, rows);
}

} // namespace xpu::ctl
