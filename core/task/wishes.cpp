#include "core/task/wishes.h"

#include <nlohmann/json.hpp>

namespace xpu {

using nlohmann::json;

std::string textOf(const Wishes& wishes)
{
    if (wishes.empty())
        return {};
    json out = json::object();
    if (wishes.priority)
        out["priority"] = *wishes.priority;
    if (wishes.holdUntilUtcMicros != 0)
        out["hold_until_us"] = wishes.holdUntilUtcMicros;
    if (!wishes.pins.empty())
        out["pins"] = wishes.pins;
    if (wishes.everyStep)
        out["every_step"] = true;
    if (!wishes.upTo.empty())
        out["up_to"] = wishes.upTo;
    if (!wishes.skips.empty())
        out["skips"] = wishes.skips;
    for (const Predecessor& each : wishes.after)
        out["after"].push_back(
            {{"task", each.task.text()}, {"how", nameOf(each.how)}, {"name", each.name}});
    return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Wishes> wishesFromText(std::string_view text)
{
    Wishes wishes;
    if (text.empty())
        return wishes;
    const json in = json::parse(text, nullptr, false);
    try {
        if (in.contains("priority"))
            wishes.priority = in.at("priority").get<int>();
        wishes.holdUntilUtcMicros = in.value("hold_until_us", std::int64_t{0});
        if (in.contains("pins"))
            wishes.pins = in.at("pins").get<std::map<std::string, std::string>>();
        wishes.everyStep = in.value("every_step", false);
        wishes.upTo = in.value("up_to", std::string());
        if (in.contains("skips"))
            wishes.skips = in.at("skips").get<std::set<std::string>>();
        for (const json& each : in.value("after", json::array())) {
            const auto task = Uuid::parse(each.at("task").get<std::string>());
            const auto how = endedFromName(each.at("how").get<std::string>());
            if (!task || !how)
                return fail(Errc::InvalidInput, "after");
            wishes.after.push_back({TaskId{*task}, *how, each.at("name").get<std::string>()});
        }
    } catch (const json::exception& error) {
        return fail(Errc::InvalidInput, error.what());
    }
    return wishes;
}

} // namespace xpu
