#include "app/ctl/task_words.h"

#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"

namespace xpu::ctl {
namespace {

/// Row number, id or unique beginning of an id -> id.
Result<std::string> taskIdOf(const nlohmann::json& tasks, const std::string& word)
{
    const bool isRow = word.find_first_not_of("0123456789") == std::string::npos && word.size() < 8;
    std::string found;
    for (const auto& task : tasks) {
        const std::string id = task.at("id");
        if (isRow && task.at("position") == std::stoi(word))
            return id;
        if (!isRow && id.starts_with(word)) {
            if (!found.empty())
                return fail(Errc::InvalidInput,
                            "'" + word + "' is the beginning of more than one task's id");
            found = id;
        }
    }
    if (found.empty())
        return fail(Errc::NotFound, "no task '" + word + "' in the queue");
    return found;
}

} // namespace

Result<nlohmann::json> tasksOf(Door& door)
{
    auto answer = door.ask("list", nlohmann::json::object());
    if (!answer)
        return answer;
    return answer->at("tasks");
}

Result<std::vector<std::string>> taskIds(Door& door, const std::vector<std::string>& words)
{
    std::vector<std::string> ids;
    const auto tasks = tasksOf(door);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const std::string& word : words) {
        auto id = taskIdOf(*tasks, word);
        if (!id)
            return tl::unexpected(id.error());
        ids.push_back(*id);
    }
    return ids;
}

int sendCommand(const Invocation& call, Door& door, const nlohmann::json& command)
{
    const auto applied = door.ask("command", {{"command", command}});
    if (!applied)
        return complain(call, applied.error());
    if (call.has("--json"))
        printJson(*applied);
    return Done;
}

} // namespace xpu::ctl
