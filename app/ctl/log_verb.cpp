#include "app/ctl/door.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/verbs.h"
#include "core/log/log.h"
#include "core/settings/places.h"

#include <cstdio>

namespace xpu::ctl {
namespace {

/// "last" is the newest run of the history; anything else is an id or the beginning of one.
Result<std::string> runId(const Invocation& call)
{
    const std::string& word = call.operands.front();
    if (word != "last")
        return word;
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
    if (!door)
        return tl::unexpected(door.error());
    const auto answer = door->ask("history", {{"limit", 1}});
    if (!answer)
        return tl::unexpected(answer.error());
    if (answer->at("runs").empty())
        return fail(Errc::NotFound, "no run yet");
    return answer->at("runs")[0].at("run").get<std::string>();
}

} // namespace

int log(const Invocation& call)
{
    const auto run = runId(call);
    if (!run)
        return complain(call, run.error());
    const auto lines = readRun(places(processEnvironment()).state, *run);
    if (!lines)
        return complain(call, lines.error());
    for (const std::string& line : *lines)
        std::puts(line.c_str());
    return Done;
}

} // namespace xpu::ctl
