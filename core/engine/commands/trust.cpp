#include "core/engine/commands/apply.h"

#include <algorithm>
#include <filesystem>

namespace xpu::commands {

using wording::filled;
using wording::translated;

namespace {

bool hasFinding(const Task& task, std::string_view code)
{
    return std::any_of(task.diagnostics.begin(), task.diagnostics.end(),
                       [&](const Diagnostic& d) { return d.code == code; });
}

Result<Change> approve(const Desk& desk, const Tasks& tasks, const std::string& digest,
                       const std::string& path)
{
    std::vector<history::Approval> given;
    for (const Task* task : tasks) {
        if (!task->needsApproval || !task->graph)
            return refuse(*task, XPU_TR("queue", "{task} does not wait for approval"));
        given.push_back({task->graph->approvalDigest, task->row.path, desk.origin.uid,
                         desk.state.clock.utcMicros()});
    }
    if (tasks.empty() && digest.empty())
        return fail(Errc::InvalidInput, translated(XPU_TR("queue", "no digest to approve")));
    if (tasks.empty())
        given.push_back({digest, path, desk.origin.uid, desk.state.clock.utcMicros()});
    Change change;
    for (history::Approval& approval : given) {
        desk.state.approvals.insert(approval.digest);
        change.records.emplace_back(std::move(approval));
    }
    for (Task* task : desk.state.queue.listed())
        if (task->needsApproval && !task->checking && task->graph
            && desk.state.approvals.contains(task->graph->approvalDigest))
            desk.submission.recheck(*task);
    return change;
}

} // namespace

Result<Change> apply(const Desk& desk, const command::Approve& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    return approve(desk, *tasks, {}, {});
}

Result<Change> apply(const Desk& desk, const command::ApproveDigest& c)
{
    return approve(desk, {}, c.digest, c.path);
}

Result<Change> apply(const Desk& desk, const command::Grant& c)
{
    std::error_code error;
    const auto real = std::filesystem::canonical(c.folder, error);
    if (error || !std::filesystem::is_directory(real, error))
        return fail(Errc::NotFound,
                    filled(XPU_TR("queue", "{folder} is not a folder"), {{"folder", c.folder}}));
    if (std::find(desk.state.grants.begin(), desk.state.grants.end(), real.string())
        == desk.state.grants.end())
        desk.state.grants.push_back(real.string());
    Change change;
    change.records.emplace_back(
        history::GrantRow{real.string(), desk.origin.uid, desk.state.clock.utcMicros()});
    for (Task* task : desk.state.queue.listed())
        if (task->row.state == TaskState::Rejected && !task->checking && hasFinding(*task, "E301"))
            desk.submission.recheck(*task);
    return change;
}

Result<Change> apply(const Desk& desk, const command::Revoke& c)
{
    std::vector<std::string>& grants = desk.state.grants;
    const auto at = std::find(grants.begin(), grants.end(), c.folder);
    if (at == grants.end())
        return fail(Errc::NotFound,
                    filled(XPU_TR("queue", "{folder} is not granted"), {{"folder", c.folder}}));
    grants.erase(at);
    Change change;
    change.records.emplace_back(history::GrantRevoked{c.folder});
    // What waits may have counted on it.
    for (Task* task : desk.state.queue.listed())
        if (!task->checking && !task->row.run && !isFinal(task->row.state))
            desk.submission.recheck(*task);
    return change;
}

} // namespace xpu::commands
