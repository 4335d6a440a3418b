#include "core/engine/precedence.h"

#include <algorithm>
#include <set>

namespace xpu {
namespace {

std::string_view fileNameOf(const Task& task)
{
    const std::string_view path = task.row.path;
    return path.substr(path.rfind('/') + 1);
}

/// By the name of the job, of the file, or of the file without its ending.
bool answersTo(const Task& task, const std::string& job)
{
    const std::string_view file = fileNameOf(task);
    return task.row.name == job || file == job || file.substr(0, file.rfind('.')) == job;
}

Task* newestOf(const std::vector<Task*>& tasks, const Task& asking, const std::string& job)
{
    Task* newest = nullptr;
    for (Task* task : tasks)
        if (task != &asking && !task->row.removed && answersTo(*task, job)
            && (newest == nullptr
                || task->row.submittedUtcMicros >= newest->row.submittedUtcMicros))
            newest = task;
    return newest;
}

bool isGivenUp(const Diagnostic& finding) { return finding.code == "E408"; }

} // namespace

void Precedence::resolve(const std::vector<Task*>& tasks)
{
    for (Task* task : tasks) {
        task->row.wishes.after.clear();
        if (!task->graph)
            continue;
        for (const AwaitedJob& job : task->graph->awaits) {
            const Task* other = find(*task, job, tasks);
            if (other == nullptr) {
                reject(*task, job, "");
                break;
            }
            task->row.wishes.after.push_back({other->row.id, job.how, other->row.name});
        }
        watch(*task);
    }
    // All of a circle are told, so the circle is still whole while each is looked at.
    std::vector<Task*> circular;
    std::copy_if(tasks.begin(), tasks.end(), std::back_inserter(circular),
                 [this](const Task* task) { return task->graph && waitsForItself(*task); });
    for (Task* task : circular)
        reject(*task, task->graph->awaits.front(), "circle");
}

Task* Precedence::find(const Task& task, const AwaitedJob& job,
                       const std::vector<Task*>& together) const
{
    Task* beside = newestOf(together, task, job.job);
    return beside != nullptr ? beside : newestOf(state_.queue.listed(), task, job.job);
}

bool Precedence::waitsForItself(const Task& task)
{
    std::set<const Task*> seen;
    std::vector<const Task*> open = {&task};
    while (!open.empty()) {
        const Task* each = open.back();
        open.pop_back();
        for (const Predecessor& before : each->row.wishes.after) {
            const Task* other = state_.queue.find(before.task);
            if (other == &task)
                return true;
            if (other != nullptr && seen.insert(other).second)
                open.push_back(other);
        }
    }
    return false;
}

void Precedence::reject(Task& task, const AwaitedJob& job, const char* variant)
{
    task.diagnostics.push_back(
        {"E407", Severity::Error, job.line, job.column, variant, {{"found", job.job}}});
    task.row.wishes.after.clear();
    task.row.state = TaskState::Rejected;
    task.graph.reset();
    task.touchSteps();
}

void Precedence::watch(Task& task)
{
    if (!task.row.wishes.after.empty()
        && std::find(waiting_.begin(), waiting_.end(), &task) == waiting_.end())
        waiting_.push_back(&task);
}

void Precedence::turn()
{
    for (Task* task : waiting_) {
        if (task->checking || task->row.removed || isFinal(task->row.state)
            || task->row.state == TaskState::Rejected)
            continue;
        if (std::erase_if(task->diagnostics, isGivenUp) > 0) // somebody has started it again
            state_.changed(*task);
        if (!task->row.wishes.after.empty())
            look(*task);
    }
}

void Precedence::look(Task& task)
{
    std::vector<Predecessor>& after = task.row.wishes.after;
    const auto hopeless = std::find_if(after.begin(), after.end(), [this](const Predecessor& p) {
        return outlookOf(p) == Outlook::Hopeless;
    });
    if (hopeless != after.end())
        return giveUp(task, *hopeless);
    const std::size_t fulfilled = std::erase_if(
        after, [this](const Predecessor& p) { return outlookOf(p) == Outlook::Fulfilled; });
    if (fulfilled == 0)
        return;
    task.touchSteps();
    state_.commit(task); // whatever becomes of those rows, this one need not ask again
}

/// By what is committed: a crash must not bring back a predecessor that others took for ended.
Precedence::Outlook Precedence::outlookOf(const Predecessor& predecessor)
{
    const Task* other = state_.queue.find(predecessor.task);
    if (other == nullptr)
        return Outlook::Hopeless;
    if (other->row.state != other->shownState && !other->row.removed)
        return Outlook::Open; // it is about to change
    switch (other->shownState) {
    case TaskState::Done:
        return predecessor.how == Ended::Badly ? Outlook::Hopeless : Outlook::Fulfilled;
    case TaskState::Failed:
    case TaskState::Cancelled:
        return predecessor.how == Ended::Well ? Outlook::Hopeless : Outlook::Fulfilled;
    default:
        return other->listed ? Outlook::Open : Outlook::Hopeless;
    }
}

void Precedence::giveUp(Task& task, const Predecessor& predecessor)
{
    const Task* other = state_.queue.find(predecessor.task);
    const bool gone = other == nullptr || !isFinal(other->shownState);
    const char* variant = gone ? "gone" : other->shownState == TaskState::Done ? "well" : "";
    task.diagnostics.push_back(
        {"E408", Severity::Error, 0, 0, variant, {{"job", predecessor.name}}});
    task.row.state = TaskState::Cancelled;
    task.touchSteps();
    state_.commit(task);
}

} // namespace xpu
