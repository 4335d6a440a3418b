#include "app/ctl/door.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/report_text.h"
#include "app/ctl/task_words.h"
#include "app/ctl/verbs.h"
#include "core/task/check.h"
#include "core/task/import/file_kind.h"
#include "core/task/import/folder.h"

#include <cstdio>

namespace xpu::ctl {
namespace {

std::string deviceCell(const nlohmann::json& task)
{
    std::string names;
    for (const auto& step : task.at("steps")) {
        const auto& device = step.at("device");
        if (device.is_string() && names.find(device.get<std::string>()) == std::string::npos)
            names += (names.empty() ? "" : ", ") + device.get<std::string>();
    }
    return names.empty() ? "–" : names;
}

} // namespace

int add(const Invocation& call)
{
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
    if (!door)
        return complain(call, door.error());
    nlohmann::json paths = nlohmann::json::array();
    std::vector<std::string> named;
    for (const std::string& operand : call.operands) {
        named.push_back(absolutePath(operand));
        // Only a window can ask what a kernel works on; a red row would not say more than this.
        if (task::kindOfFile(operand) != task::FileKind::Kernel)
            continue;
        const auto source = readTaskSource(named.back());
        return complain(call, source ? refusalOf(operand, checkTask(*source, {})) : source.error());
    }
    const CollectedFiles found = collectFiles(named);
    if (!call.has("--all") && (found.fromFolders > kAskAbove || !found.complete))
        return complain(call,
                        {Errc::InvalidInput, "the folders hold " + std::to_string(found.fromFolders)
                                                 + (found.complete ? "" : " and more")
                                                 + " files; --all adds them"});
    for (const std::string& file : found.files)
        paths.push_back(file);
    const std::string row = call.value("--row");
    if (row.find_first_not_of("0123456789") != std::string::npos || row.size() > 6 || row == "0")
        return complain(call, {Errc::InvalidInput, "--row needs a row number from 1"});
    return sendCommand(call, *door,
                       {{"type", "submit"},
                        {"paths", paths},
                        {"row", row.empty() ? -1 : std::stoi(row) - 1},
                        {"held", call.has("--held")},
                        {"every_step", call.has("--every-step")},
                        {"out_folder", ""},
                        {"devices", nlohmann::json::array()},
                        {"again", true}});
}

int list(const Invocation& call)
{
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
    if (!door)
        return complain(call, door.error());
    const auto tasks = tasksOf(*door);
    if (!tasks)
        return complain(call, tasks.error());
    if (call.has("--json")) {
        printJson({{"tasks", *tasks}});
        return Done;
    }
    if (tasks->empty()) {
        std::puts("the queue is empty");
        return Done;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& task : *tasks)
        rows.push_back({std::to_string(task.at("position").get<int>()), task.at("name"),
                        task.at("state"), std::to_string(task.at("steps").size()), deviceCell(task),
                        task.at("id")});
    printTable({"#", "Task", "State", "Steps", "Devices", "Id"}, rows);
    return Done;
}

int why(const Invocation& call)
{
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
    if (!door)
        return complain(call, door.error());
    const std::string& operand = call.operands.front();
    const std::size_t slash = operand.find('/');
    const auto ids = taskIds(*door, {operand.substr(0, slash)});
    if (!ids)
        return complain(call, ids.error());
    nlohmann::json params = {{"task", ids->front()}};
    if (slash != std::string::npos)
        params["step"] = operand.substr(slash + 1);
    const auto answer = door->ask("why", params);
    if (!answer)
        return complain(call, answer.error());
    if (call.has("--json"))
        printJson(*answer);
    else
        printWhy(*answer);
    return Done;
}

namespace {

/// The queue going on says nothing about commands that were cut off: running one twice is a choice.
void tellOfInterrupted(Door& door)
{
    const auto tasks = tasksOf(door);
    if (!tasks)
        return;
    for (const auto& task : *tasks)
        if (task.at("state") == "interrupted")
            std::fprintf(stderr,
                         "task %d (%s) was interrupted: 'xpuctl resume %d' runs its interrupted"
                         " steps again, 'xpuctl cancel %d' gives them up\n",
                         task.at("position").get<int>(), task.at("name").get<std::string>().c_str(),
                         task.at("position").get<int>(), task.at("position").get<int>());
}

} // namespace

int changeTasks(const Invocation& call)
{
    const std::string& verb = call.verb->name;
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
    if (!door)
        return complain(call, door.error());
    const auto ids = taskIds(*door, call.operands);
    if (!ids)
        return complain(call, ids.error());
    const bool every = call.has("--every-step");
    nlohmann::json command = {{"type", verb == "start" ? "start_now"
                                       : every         ? "run_every_step"
                                                       : verb}};
    if (verb != "clear")
        command["tasks"] = *ids;
    const int status = sendCommand(call, *door, command);
    if (status == Done && verb == "resume" && ids->empty())
        tellOfInterrupted(*door);
    return status;
}

} // namespace xpu::ctl
