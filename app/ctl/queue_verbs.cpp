#include "app/ctl/door.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/task_words.h"
#include "app/ctl/time_word.h"
#include "app/ctl/verbs.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <thread>

namespace xpu::ctl {
namespace {

Result<Door> doorOf(const Invocation& call)
{
    return Door::open(call.value("--data-dir"), EngineParts::Runs::Nothing);
}

std::optional<int> wholeNumber(const std::string& word, int least, int most)
{
    int number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool whole = error == std::errc() && end == word.data() + word.size();
    return whole && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

/// "3/gauss" -> "3" and "gauss"; without a step the second is empty.
std::pair<std::string, std::string> taskAndStep(const std::string& operand)
{
    const std::size_t slash = operand.find('/');
    return {operand.substr(0, slash),
            slash == std::string::npos ? std::string() : operand.substr(slash + 1)};
}

/// Id of the task in front of which row `row` begins once `moved` are taken out; null at the end.
nlohmann::json taskAtRow(const nlohmann::json& tasks, const std::vector<std::string>& moved,
                         int row)
{
    for (const auto& task : tasks) {
        const std::string id = task.at("id");
        if (std::find(moved.begin(), moved.end(), id) == moved.end() && --row == 0)
            return id;
    }
    return nullptr;
}

} // namespace

int move(const Invocation& call)
{
    const bool last = call.value("--to") == "last";
    const std::optional<int> row = wholeNumber(call.value("--to"), 1, 10'000'000);
    if (!row && !last)
        return complain(call, {Errc::InvalidInput, "--to needs a row number from 1, or 'last'"});
    auto door = doorOf(call);
    if (!door)
        return complain(call, door.error());
    const auto ids = taskIds(*door, call.operands);
    const auto tasks = tasksOf(*door);
    if (!ids || !tasks)
        return complain(call, ids ? tasks.error() : ids.error());
    return sendCommand(call, *door,
                       {{"type", "move"},
                        {"tasks", *ids},
                        {"before", last ? nlohmann::json() : taskAtRow(*tasks, *ids, *row)}});
}

int priority(const Invocation& call)
{
    const std::string& word = call.operands.front();
    const std::optional<int> number = wholeNumber(word, 0, 100);
    if (!number && word != "file")
        return complain(call,
                        {Errc::InvalidInput, "a priority is a number from 0 to 100, or 'file'"});
    auto door = doorOf(call);
    if (!door)
        return complain(call, door.error());
    const auto ids = taskIds(*door, {call.operands.begin() + 1, call.operands.end()});
    if (!ids)
        return complain(call, ids.error());
    return sendCommand(call, *door,
                       {{"type", "set_priority"},
                        {"tasks", *ids},
                        {"priority", number ? nlohmann::json(*number) : nlohmann::json()}});
}

int pin(const Invocation& call)
{
    auto door = doorOf(call);
    if (!door)
        return complain(call, door.error());
    const auto [task, step] = taskAndStep(call.operands.front());
    const auto ids = taskIds(*door, {task});
    if (!ids)
        return complain(call, ids.error());
    return sendCommand(call, *door,
                       {{"type", "pin"},
                        {"tasks", *ids},
                        {"step", step},
                        {"device", call.operands.size() > 1 ? call.operands[1] : std::string()}});
}

int chooseStep(const Invocation& call)
{
    const bool skip = call.verb->name == "skip";
    const auto [task, step] = taskAndStep(call.operands.front());
    if (skip && step.empty())
        return complain(call, {Errc::InvalidInput, "skip needs TASK/STEP"});
    auto door = doorOf(call);
    if (!door)
        return complain(call, door.error());
    const auto ids = taskIds(*door, {task});
    if (!ids)
        return complain(call, ids.error());
    return sendCommand(
        call, *door, {{"type", skip ? "skip_step" : "run_up_to"}, {"tasks", *ids}, {"step", step}});
}

int snooze(const Invocation& call)
{
    const auto until = utcMicrosOf(call.operands[1]);
    if (!until)
        return complain(call, until.error());
    auto door = doorOf(call);
    if (!door)
        return complain(call, door.error());
    return sendCommand(
        call, *door,
        {{"type", "snooze"}, {"device", call.operands.front()}, {"until_utc_us", *until}});
}

int wake(const Invocation& call)
{
    auto door = doorOf(call);
    if (!door)
        return complain(call, door.error());
    return sendCommand(
        call, *door, {{"type", "snooze"}, {"device", call.operands.front()}, {"until_utc_us", 0}});
}

int measure(const Invocation& call)
{
    using namespace std::chrono_literals;
    auto door = doorOf(call);
    if (!door)
        return complain(call, door.error());
    if (const auto sent = door->ask("command", {{"command", {{"type", "measure"}}}}); !sent)
        return complain(call, sent.error());
    while (true) {
        const auto snapshot = door->ask("snapshot", nlohmann::json::object());
        if (!snapshot)
            return complain(call, snapshot.error());
        const nlohmann::json& measuring = snapshot->at("measuring");
        if (measuring.at("left") == 0) {
            if (call.has("--json"))
                printJson(measuring);
            return Done;
        }
        std::this_thread::sleep_for(100ms);
    }
}

int hold(const Invocation& call)
{
    std::int64_t until = 0;
    if (call.has("--until")) {
        const auto time = utcMicrosOf(call.value("--until"));
        if (!time)
            return complain(call, time.error());
        until = *time;
    }
    auto door = doorOf(call);
    if (!door)
        return complain(call, door.error());
    const auto ids = taskIds(*door, call.operands);
    if (!ids)
        return complain(call, ids.error());
    return sendCommand(call, *door, {{"type", "hold"}, {"tasks", *ids}, {"until_utc_us", until}});
}

int stepBack(const Invocation& call)
{
    auto door = doorOf(call);
    if (!door)
        return complain(call, door.error());
    return sendCommand(call, *door, {{"type", call.verb->name}});
}

} // namespace xpu::ctl
