#include "app/ctl/door.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/verbs.h"
#include "core/wording/message.h"
#include "core/wording/quantity_text.h"

namespace xpu::ctl {
namespace {

std::string stateText(const nlohmann::json& device)
{
    if (!device.at("usable").get<bool>())
        return textOf(device.at("reason"));
    const auto& label = device.at("label");
    return label.is_string() ? "ready, " + label.get<std::string>() : "ready";
}

} // namespace

int devices(const Invocation& call)
{
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
    if (!door)
        return complain(call, door.error());
    const auto answer = door->ask("devices", nlohmann::json::object());
    if (!answer)
        return complain(call, answer.error());
    if (call.has("--json")) {
        printJson(*answer);
        return Done;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& device : answer->at("devices"))
        rows.push_back({textOf(device.at("id")), textOf(device.at("class")),
                        textOf(device.at("name")),
                        wording::text(Bytes(device.at("memory_bytes").get<std::uint64_t>())),
                        stateText(device)});
    printTable({"Device", "Class", "Name", "Memory", "State"}, rows);
    return Done;
}

} // namespace xpu::ctl
