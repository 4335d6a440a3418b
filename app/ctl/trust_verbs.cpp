#include "app/assembly/check_place.h"
#include "app/ctl/door.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/verbs.h"

#include <cstdio>
#include <filesystem>

namespace xpu::ctl {

int approve(const Invocation& call)
{
    const std::string path = absolutePath(call.operands.front());
    const CheckResult checked = assembly::CheckPlace(call.value("--data-dir")).check(path);
    if (!checked.graph)
        return complain(call, {Errc::InvalidInput, path + " has errors; see xpuctl check"});
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
    if (!door)
        return complain(call, door.error());
    const std::string& digest = checked.graph->approvalDigest;
    const auto applied = door->ask(
        "command", {{"command", {{"type", "approve_digest"}, {"digest", digest}, {"path", path}}}});
    if (!applied)
        return complain(call, applied.error());
    if (call.has("--json"))
        printJson({{"path", path}, {"digest", digest}});
    else
        std::printf("approved %s (%s)\n", path.c_str(), digest.substr(0, 12).c_str());
    return Done;
}

int grant(const Invocation& call)
{
    std::error_code error;
    const std::string folder = std::filesystem::canonical(call.operands.front(), error).string();
    if (error || !std::filesystem::is_directory(folder, error))
        return complain(call, {Errc::NotFound, call.operands.front() + ": not a folder"});
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
    if (!door)
        return complain(call, door.error());
    const auto applied =
        door->ask("command", {{"command", {{"type", "grant"}, {"folder", folder}}}});
    if (!applied)
        return complain(call, applied.error());
    if (call.has("--json"))
        printJson({{"folder", folder}});
    else
        std::printf("granted %s\n", folder.c_str());
    return Done;
}

int revoke(const Invocation& call)
{
    // A folder that is gone is revoked by the name it was granted under.
    std::error_code error;
    const auto real = std::filesystem::canonical(call.operands.front(), error).string();
    const std::string folder = error ? absolutePath(call.operands.front()) : real;
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
    if (!door)
        return complain(call, door.error());
    const auto applied =
        door->ask("command", {{"command", {{"type", "revoke"}, {"folder", folder}}}});
    if (!applied)
        return complain(call, applied.error());
    if (call.has("--json"))
        printJson({{"folder", folder}});
    else
        std::printf("revoked %s\n", folder.c_str());
    return Done;
}

} // namespace xpu::ctl
