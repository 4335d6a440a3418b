#include "app/ctl/door.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/verbs.h"

#include <cstdio>

namespace xpu::ctl {
namespace {

constexpr int kDefaultLimit = 20;

int limitOf(const Invocation& call)
{
    const std::string text = call.value("--limit");
    if (text.empty() || text.size() > 6
        || text.find_first_not_of("0123456789") != std::string::npos)
        return kDefaultLimit;
    return std::stoi(text);
}

} // namespace

int history(const Invocation& call)
{
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
    if (!door)
        return complain(call, door.error());
    const auto answer = door->ask("history", {{"limit", limitOf(call)}});
    if (!answer)
        return complain(call, answer.error());
    if (call.has("--json")) {
        printJson(*answer);
        return Done;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& run : answer->at("runs"))
        rows.push_back({localTime(run.at("started_utc_us").get<std::int64_t>()), run.at("name"),
                        run.at("state"), secondsText(run.at("makespan_s")),
                        secondsText(run.at("predicted_s")), joulesText(run.at("energy_j")),
                        run.at("run")});
    printTable({"Started", "Task", "State", "Took", "Predicted", "Energy", "Run"}, rows);
    return Done;
}

} // namespace xpu::ctl
