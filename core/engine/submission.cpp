#include "core/engine/submission.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace xpu {
namespace {

std::string userName(std::uint32_t uid)
{
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return found->pw_name;
    return std::to_string(uid);
}

std::string hostName()
{
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

std::string_view viaWord(Origin::Via via)
{
    switch (via) {
    case Origin::Via::Window:
        return "window";
    case Origin::Via::CommandLine:
        return "command line";
    case Origin::Via::Socket:
        return "socket";
    case Origin::Via::Recovery:
        break;
    }
    return "recovery";
}

/// As Slurm's: seven or eight digits, below its limit even with 10 000 elements added.
std::int64_t jobNumberOf(const TaskId& id)
{
    std::int64_t random = 0;
    for (std::size_t i = 12; i < 16; ++i)
        random = random << 8 | id.bytes[i];
    return 1'000'000 + random % 60'000'000;
}

Diagnostic unreadable(const std::string& path, const Error& error)
{
    Diagnostic finding;
    finding.code = error.code == Errc::NotFound ? "E302" : "E109";
    finding.holes = {{"path", path}, {"file", path}, {"detail", error.context}};
    return finding;
}

/// Position of a new row: directly before the row that is now at `row`, or at the end.
const Task* rowAt(const TaskQueue& queue, int row)
{
    const auto& listed = queue.listed();
    return row >= 0 && static_cast<std::size_t>(row) < listed.size()
               ? listed[static_cast<std::size_t>(row)]
               : nullptr;
}

} // namespace

/// The files of one Submit: answered together.
struct Submission::Batch {
    CommandReply reply;
    std::vector<TaskId> ids;
    std::vector<TaskId> added;
    std::vector<std::pair<Task*, std::size_t>> dependent; ///< whose jobs may be others of these
    std::size_t unchecked = 0;
    std::size_t open = 0;
    bool again = true;
};

struct Submission::Outcome {
    std::size_t at = 0;
    Result<TaskSource> source;
    CheckResult check;
    std::string submitter;
};

CheckContext Submission::contextFor(const Task& task) const
{
    CheckContext context;
    context.catalog = state_.parts.catalog;
    context.models = state_.parts.models;
    context.devices = state_.deviceInfos();
    context.grantedFolders = state_.grants;
    context.outFolder = task.row.outFolder;
    if (state_.parts.defaultPriority)
        context.defaultPriority = state_.parts.defaultPriority();
    context.jobNumber = jobNumberOf(task.row.id);
    if (!task.row.outFolder.empty())
        context.grantedFolders.push_back(task.row.outFolder);
    // "2h" counts from the submission, also when the file is checked again later.
    context.nowUtcMicros = task.row.submittedUtcMicros;
    context.isApproved = [approvals = state_.approvals](const std::string& digest) {
        return approvals.contains(digest);
    };
    context.sandboxAvailable = state_.parts.sandboxAvailable;
    return context;
}

Task& Submission::addRow(const Origin& origin, const std::string& path, const Task* before)
{
    auto task = std::make_unique<Task>();
    history::TaskRow& row = task->row;
    row.id = TaskId::generate();
    row.position = state_.queue.keyBefore(before);
    row.state = TaskState::Checking;
    row.path = path;
    row.name = path.substr(path.rfind('/') + 1);
    row.submitterUid = origin.uid;
    row.via = viaWord(origin.via);
    row.submittedUtcMicros = state_.clock.utcMicros();
    task->shownPosition = row.position;
    task->resting = state_.parts.runs == EngineParts::Runs::Nothing;
    state_.dirty = true;
    return state_.queue.add(std::move(task));
}

void Submission::submit(const command::Submit& command, const Origin& origin, CommandReply reply)
{
    auto batch = std::make_shared<Batch>();
    batch->reply = std::move(reply);
    batch->again = command.again;
    batch->open = batch->unchecked = command.paths.size();
    batch->ids.resize(command.paths.size());
    if (command.paths.empty()) {
        batch->reply(fail(Errc::InvalidInput, "no files"));
        return;
    }
    const Task* before = rowAt(state_.queue, command.row);
    for (std::size_t i = 0; i < command.paths.size(); ++i) {
        std::error_code ignored;
        const auto path = std::filesystem::absolute(command.paths[i], ignored).lexically_normal();
        Task& task = addRow(origin, ignored ? command.paths[i] : path.string(), before);
        task.row.outFolder = command.outFolder;
        task.row.devices = command.devices;
        task.row.wishes.everyStep = command.everyStep;
        task.userHeld = command.held;
        task.checking = true;
        const auto known = userNames_.find(origin.uid);
        std::string name = known == userNames_.end() ? "" : known->second;
        state_.seams.runJob([this, &task, batch, i, path = task.row.path, uid = origin.uid,
                             name = std::move(name), context = contextFor(task),
                             read = state_.seams.read, check = state_.seams.check,
                             post = state_.seams.post] {
            auto outcome = std::make_shared<Outcome>();
            outcome->at = i;
            outcome->submitter = name.empty() ? userName(uid) : name;
            outcome->source = read(path);
            if (outcome->source)
                outcome->check = check(*outcome->source, context);
            else
                outcome->check.diagnostics.push_back(unreadable(path, outcome->source.error()));
            post([this, &task, batch, outcome] {
                checked(task, std::move(*outcome), batch);
                if (--batch->unchecked == 0)
                    resolve(batch);
            });
        });
    }
}

void Submission::takeSource(Task& task, TaskSource source)
{
    task.row.text = std::move(source.text);
    task.row.sha256 = std::move(source.sha256);
    task.row.ownerUid = source.ownerUid;
    task.row.unsafeOwnership = source.unsafeOwnership;
}

void Submission::checked(Task& task, Outcome outcome, const std::shared_ptr<Batch>& batch)
{
    if (outcome.source)
        takeSource(task, std::move(*outcome.source));
    task.row.submitter = outcome.submitter;
    userNames_[task.row.submitterUid] = outcome.submitter;
    task.row.host = hostName();
    if (!batch->again && !task.row.sha256.empty())
        for (const Task* other : state_.queue.listed())
            if (other != &task && other->row.sha256 == task.row.sha256 && !other->checking
                && !isFinal(other->row.state)) {
                task.row.removed = true;
                task.listed = false;
                state_.queue.reorder();
                answered(batch, outcome.at, other->row.id);
                return;
            }
    takeCheck(task, std::move(outcome.check));
    batch->added.push_back(task.row.id);
    if (task.graph && !task.graph->awaits.empty()) {
        task.checking = true; // until the files it names have been read too
        batch->dependent.emplace_back(&task, outcome.at);
        return;
    }
    keep(task, outcome.at, batch);
}

void Submission::keep(Task& task, std::size_t at, const std::shared_ptr<Batch>& batch)
{
    state_.commit(task, [this, batch, at, id = task.row.id] { answered(batch, at, id); });
}

/// Every file of the drop has been read: whom its scripts wait for can be told.
void Submission::resolve(const std::shared_ptr<Batch>& batch)
{
    std::vector<Task*> tasks;
    for (const TaskId& id : batch->added)
        tasks.push_back(state_.queue.find(id));
    precedence_.resolve(tasks);
    for (const auto& [task, at] : std::exchange(batch->dependent, {})) {
        task->checking = false;
        keep(*task, at, batch);
    }
}

void Submission::answered(const std::shared_ptr<Batch>& batch, std::size_t at, const TaskId& id)
{
    state_.dirty = true;
    batch->ids[at] = id;
    if (--batch->open > 0)
        return;
    Applied applied;
    applied.tasks = batch->ids;
    if (!batch->added.empty())
        applied.inverse = command::Remove{batch->added};
    batch->reply(std::move(applied));
}

void Submission::takeCheck(Task& task, CheckResult result)
{
    task.checking = task.rechecked = false;
    task.diagnostics = std::move(result.diagnostics);
    task.graph = std::move(result.graph);
    task.run.reset();
    if (!result.name.empty())
        task.row.name = result.name;
    task.needsApproval = task.graph && task.graph->needsApproval
                         && !state_.approvals.contains(task.graph->approvalDigest);
    if (!task.graph)
        task.row.state = TaskState::Rejected;
    else if (task.userHeld || task.needsApproval)
        task.row.state = TaskState::Held;
    else
        task.row.state = TaskState::Queued;
    task.touchSteps();
    task.deadline = {};
    state_.watchDeadline(task);
    if (task.graph)
        kept_.look(task, [] {});
    else
        KeptResults::forget(task);
}

void Submission::recheck(Task& task, std::function<void()> then)
{
    task.checking = task.rechecked = true;
    TaskSource source;
    source.path = task.row.path;
    source.text = task.row.text;
    source.sha256 = task.row.sha256;
    source.ownerUid = task.row.ownerUid;
    source.unsafeOwnership = task.row.unsafeOwnership;
    state_.seams.runJob([this, &task, source = std::move(source), context = contextFor(task),
                         then = std::move(then), read = state_.seams.read,
                         check = state_.seams.check, post = state_.seams.post] {
        auto outcome = std::make_shared<CheckResult>();
        // A file that could not be read when it came has no stored text: look at it again.
        Result<TaskSource> fresh =
            source.text.empty() ? read(source.path) : Result<TaskSource>(source);
        if (fresh)
            *outcome = check(*fresh, context);
        else
            outcome->diagnostics.push_back(unreadable(source.path, fresh.error()));
        post([this, &task, outcome, then] {
            const bool wasRejected = task.row.state == TaskState::Rejected;
            takeCheck(task, std::move(*outcome));
            if (wasRejected) // whom it waits for was never told
                precedence_.resolve({&task});
            if (then)
                then();
            else
                state_.commit(task);
        });
    });
}

void Submission::reread(Task& task)
{
    task.checking = task.rechecked = true;
    state_.seams.runJob([this, &task, path = task.row.path, context = contextFor(task),
                         read = state_.seams.read, check = state_.seams.check,
                         post = state_.seams.post] {
        auto outcome = std::make_shared<Outcome>();
        outcome->source = read(path);
        if (outcome->source)
            outcome->check = check(*outcome->source, context);
        else
            outcome->check.diagnostics.push_back(unreadable(path, outcome->source.error()));
        post([this, &task, outcome] {
            if (outcome->source)
                takeSource(task, std::move(*outcome->source));
            takeCheck(task, std::move(outcome->check));
            precedence_.resolve({&task});
            state_.commit(task);
        });
    });
}

void Submission::submitGraph(std::shared_ptr<const TaskGraph> graph, CommandReply reply)
{
    if (!graph) {
        reply(fail(Errc::InvalidInput, "no graph"));
        return;
    }
    Task& task = addRow({}, {}, nullptr);
    CheckResult check;
    check.name = graph->name;
    check.graph = std::move(graph);
    takeCheck(task, std::move(check));
    state_.commit(task, [this, id = task.row.id, reply = std::move(reply)] {
        state_.dirty = true;
        reply(Applied{{id}, command::Remove{{id}}});
    });
}

} // namespace xpu
