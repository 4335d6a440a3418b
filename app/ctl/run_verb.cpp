#include "app/ctl/door.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/report_file.h"
#include "app/ctl/verbs.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

namespace xpu::ctl {
namespace {

volatile std::sig_atomic_t interruptAsked = 0;

void noteInterrupt(int) { interruptAsked = 1; }

bool isOneOf(const nlohmann::json& state, std::initializer_list<const char*> words)
{
    return std::any_of(words.begin(), words.end(), [&](const char* w) { return state == w; });
}

bool waitsForApproval(const nlohmann::json& task)
{
    const auto& errors = task.at("errors");
    return task.at("state") == "held"
           && std::any_of(errors.begin(), errors.end(),
                          [](const auto& e) { return e.at("code") == "E601"; });
}

bool isOver(const nlohmann::json& task)
{
    return isOneOf(task.at("state"), {"rejected", "done", "failed", "cancelled", "interrupted"})
           || waitsForApproval(task);
}

/// Tells each step's end once, while a person waits.
class Progress {
public:
    void show(const nlohmann::json& tasks)
    {
        std::size_t done = 0;
        std::size_t all = 0;
        for (const auto& task : tasks)
            for (const auto& step : task.at("steps")) {
                ++all;
                if (isOneOf(step.at("state"), {"done", "failed", "cancelled", "skipped"}))
                    ++done;
            }
        if (done == shown_ || all == 0 || !terminal_)
            return;
        shown_ = done;
        std::fprintf(stderr, "\r%zu of %zu steps", done, all);
    }
    ~Progress()
    {
        if (shown_ > 0)
            std::fputc('\n', stderr);
    }

private:
    const bool terminal_ = ::isatty(STDERR_FILENO) != 0;
    std::size_t shown_ = 0;
};

/// Follows the tasks until all are over; Ctrl+C cancels them.
Result<nlohmann::json> follow(Door& door, const nlohmann::json& ids, bool quiet)
{
    using namespace std::chrono_literals;
    Progress progress;
    auto pause = 5ms;
    bool cancelSent = false;
    while (true) {
        auto answer = door.ask("run", {{"tasks", ids}});
        if (!answer)
            return answer;
        nlohmann::json tasks = answer->at("tasks");
        if (!quiet)
            progress.show(tasks);
        if (std::all_of(tasks.begin(), tasks.end(), isOver))
            return tasks;
        if (interruptAsked != 0 && !cancelSent) {
            cancelSent = true;
            if (auto sent =
                    door.ask("command", {{"command", {{"type", "cancel"}, {"tasks", ids}}}});
                !sent)
                return sent;
        }
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, 160ms);
    }
}

/// A command that nobody approved is an error here: there is nobody to ask.
void refuseUnapproved(nlohmann::json& tasks)
{
    for (auto& task : tasks) {
        if (!waitsForApproval(task))
            continue;
        task["state"] = "rejected";
        for (auto& error : task["errors"])
            if (error.at("code") == "E601")
                error["severity"] = "error";
    }
}

int exitCodeOf(const nlohmann::json& tasks)
{
    int worst = Done;
    for (const auto& task : tasks) {
        const auto& state = task.at("state");
        if (state == "rejected")
            return InvalidInput;
        if (isOneOf(state, {"cancelled", "interrupted"}))
            worst = std::max<int>(worst, Interrupted);
        if (state == "failed" && worst == Done)
            worst = StepFailed;
    }
    return worst;
}

void printErrors(const nlohmann::json& task)
{
    for (const auto& e : task.at("errors")) {
        const std::string place =
            e.at("line").is_number() ? "line " + e.at("line").dump() + ": " : "";
        std::printf("  %s %s: %s%s\n", e.at("severity").get<std::string>().c_str(),
                    e.at("code").get<std::string>().c_str(), place.c_str(),
                    e.at("message").get<std::string>().c_str());
    }
    for (const auto& step : task.at("steps"))
        if (step.at("error").is_object())
            std::printf("  step %s %s: %s\n", step.at("id").get<std::string>().c_str(),
                        step.at("state").get<std::string>().c_str(),
                        step.at("error").at("message").get<std::string>().c_str());
}

void printTask(const nlohmann::json& task)
{
    std::printf("%s: %s", task.at("name").get<std::string>().c_str(),
                task.at("state").get<std::string>().c_str());
    if (task.at("makespan_s").is_number())
        std::printf(
            " in %s (predicted %s, by that no schedule under %s), %s %s",
            secondsText(task.at("makespan_s")).c_str(), secondsText(task.at("predicted_s")).c_str(),
            secondsText(task.at("lower_bound_s")).c_str(), joulesText(task.at("energy_j")).c_str(),
            task.at("energy_quality").is_string()
                ? task.at("energy_quality").get<std::string>().c_str()
                : "");
    std::puts("");
    printErrors(task);
}

nlohmann::json submitCommand(const Invocation& call)
{
    nlohmann::json paths = nlohmann::json::array();
    for (const std::string& operand : call.operands)
        paths.push_back(absolutePath(operand));
    const std::string out = call.value("--out");
    return {{"type", "submit"},
            {"paths", paths},
            {"row", -1},
            {"held", false},
            {"every_step", call.has("--every-step")},
            {"out_folder", out.empty() ? "" : absolutePath(out)},
            {"devices", splitList(call.value("--devices"))},
            {"again", true}};
}

} // namespace

int run(const Invocation& call)
{
    if (const std::string out = call.value("--out"); !out.empty()) {
        std::error_code error;
        std::filesystem::create_directories(out, error);
        if (error)
            return complain(call, {Errc::Io, out + ": " + error.message()});
    }
    std::signal(SIGINT, noteInterrupt);
    std::signal(SIGTERM, noteInterrupt);
    auto door = Door::open(call.value("--data-dir"), EngineParts::Runs::SubmittedHere);
    if (!door)
        return complain(call, door.error());
    const auto submitted =
        door->ask("command", {{"command", submitCommand(call)}, {"undoable", !door->ownsFolder()}});
    if (!submitted)
        return complain(call, submitted.error());
    const nlohmann::json ids = submitted->at("tasks");

    auto followed = follow(*door, ids, call.has("--json"));
    if (!followed)
        return complain(call, followed.error());
    nlohmann::json& tasks = *followed;
    refuseUnapproved(tasks);
    if (call.has("--json"))
        printJson({{"tasks", tasks}});
    else
        std::for_each(tasks.begin(), tasks.end(), printTask);
    if (const std::string file = call.value("--report"); !file.empty())
        if (const auto written = writeReports(*door, tasks, file); !written)
            return complain(call, written.error());
    // History keeps them; the next window's queue shows only what somebody queued there.
    if (door->ownsFolder())
        if (const auto removed =
                door->ask("command",
                          {{"command", {{"type", "remove"}, {"tasks", ids}}}, {"undoable", false}});
            !removed)
            return complain(call, removed.error());
    return exitCodeOf(tasks);
}

} // namespace xpu::ctl
