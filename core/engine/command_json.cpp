#include "core/engine/command_json.h"

#include "core/engine/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace xpu {
namespace {

using nlohmann::json;

constexpr std::int64_t kMostTime = std::numeric_limits<std::int64_t>::max();

/// One row per alternative of Command, in its order.
struct Row {
    std::string_view name;
    Command (*read)(Fields& fields);
};

json idsJson(const std::vector<TaskId>& ids)
{
    json out = json::array();
    for (const TaskId id : ids)
        out.push_back(id.text());
    return out;
}

json textsJson(const std::vector<std::string>& texts)
{
    json out = json::array();
    for (const std::string& t : texts)
        out.push_back(textJson(t));
    return out;
}

/// The commands that are a list of tasks and nothing else.
template <class C>
    requires(
        requires(const C& c) { c.tasks; } && !requires(const C& c) { c.step; })
void write(json& out, const C& c)
{
    out["tasks"] = idsJson(c.tasks);
}
template <class C>
Command readTasks(Fields& fields)
{
    return C{fields.tasks("tasks")};
}

void write(json& out, const command::Submit& c)
{
    out["paths"] = textsJson(c.paths);
    out["row"] = c.row;
    out["held"] = c.held;
    out["out_folder"] = textJson(c.outFolder);
    out["devices"] = textsJson(c.devices);
    out["again"] = c.again;
    out["every_step"] = c.everyStep;
}

Command readSubmit(Fields& fields)
{
    command::Submit c;
    c.paths = fields.texts("paths");
    if (fields.has("row"))
        c.row = static_cast<int>(fields.integer("row", -1, std::numeric_limits<int>::max()));
    if (fields.has("held"))
        c.held = fields.flag("held");
    if (fields.has("out_folder"))
        c.outFolder = fields.text("out_folder");
    if (fields.has("devices"))
        c.devices = fields.texts("devices");
    if (fields.has("again"))
        c.again = fields.flag("again");
    if (fields.has("every_step"))
        c.everyStep = fields.flag("every_step");
    return c;
}

void write(json& out, const command::Move& c)
{
    out["tasks"] = idsJson(c.tasks);
    out["before"] = c.before ? json(c.before.text()) : json(nullptr);
}

Command readMove(Fields& fields)
{
    return command::Move{fields.tasks("tasks"), fields.task("before", true)};
}

/// The commands that are nothing but their name.
template <class C>
    requires std::is_empty_v<C>
void write(json&, const C&)
{}
template <class C>
Command readPlain(Fields&)
{
    return C{};
}

void write(json& out, const command::Hold& c)
{
    out["tasks"] = idsJson(c.tasks);
    out["until_utc_us"] = c.untilUtcMicros;
}

Command readHold(Fields& fields)
{
    command::Hold c{fields.tasks("tasks")};
    if (fields.has("until_utc_us"))
        c.untilUtcMicros = fields.integer("until_utc_us", 0, kMostTime);
    return c;
}

void write(json& out, const command::SetPriority& c)
{
    out["tasks"] = idsJson(c.tasks);
    out["priority"] = c.priority ? json(*c.priority) : json(nullptr);
}

Command readSetPriority(Fields& fields)
{
    command::SetPriority c{fields.tasks("tasks"), std::nullopt};
    if (const json* value = fields.value("priority"); value != nullptr && !value->is_null())
        c.priority = static_cast<int>(fields.integer("priority", 0, 100));
    return c;
}

void write(json& out, const command::Pin& c)
{
    out["tasks"] = idsJson(c.tasks);
    out["step"] = textJson(c.step);
    out["device"] = textJson(c.device);
}

Command readPin(Fields& fields)
{
    return command::Pin{fields.tasks("tasks"), fields.text("step"), fields.text("device")};
}

void write(json& out, const command::RunEveryStep& c)
{
    out["tasks"] = idsJson(c.tasks);
    out["every"] = c.every;
}

Command readRunEveryStep(Fields& fields)
{
    command::RunEveryStep c{fields.tasks("tasks")};
    if (fields.has("every"))
        c.every = fields.flag("every");
    return c;
}

/// The commands about one step of some tasks.
template <class C>
    requires requires(const C& c) { c.tasks, c.step; }
void write(json& out, const C& c)
{
    out["tasks"] = idsJson(c.tasks);
    out["step"] = textJson(c.step);
}
template <class C>
Command readStepOf(Fields& fields)
{
    return C{fields.tasks("tasks"), fields.text("step")};
}

void write(json& out, const command::PutBack& c)
{
    json rows = json::array();
    for (const command::PutBack::Row& row : c.rows)
        rows.push_back({{"task", row.task.text()},
                        {"position", row.position ? json(*row.position) : json(nullptr)},
                        {"wishes", row.wishes ? json(textOf(*row.wishes)) : json(nullptr)},
                        {"state", row.state ? json(nameOf(*row.state)) : json(nullptr)}});
    out["rows"] = std::move(rows);
}

command::PutBack::Row readRow(const json& value, Fields& all)
{
    Fields fields(value, "rows.");
    command::PutBack::Row row;
    row.task = fields.task("task", false);
    const auto given = [&](const char* key) {
        const json* field = fields.value(key);
        return field != nullptr && !field->is_null();
    };
    if (given("position"))
        row.position = fields.text("position");
    if (given("wishes")) {
        const auto wishes = wishesFromText(fields.text("wishes"));
        if (!wishes)
            fields.complain("wishes", wishes.error().context);
        row.wishes = wishes.value_or(Wishes{});
    }
    if (given("state"))
        row.state = taskStateFromName(fields.text("state"));
    if (const auto ok = fields.finish(); !ok)
        all.complain("rows", ok.error().context);
    return row;
}

Command readPutBack(Fields& fields)
{
    command::PutBack c;
    const json* rows = fields.value("rows");
    if (rows == nullptr || !rows->is_array()) {
        fields.complain("rows", "not a list");
        return c;
    }
    for (const json& row : *rows)
        c.rows.push_back(readRow(row, fields));
    return c;
}

void write(json& out, const command::Snooze& c)
{
    out["device"] = textJson(c.device);
    out["until_utc_us"] = c.untilUtcMicros;
}

Command readSnooze(Fields& fields)
{
    return command::Snooze{fields.text("device"), fields.integer("until_utc_us", 0, kMostTime)};
}

void write(json& out, const command::ApproveDigest& c)
{
    out["digest"] = textJson(c.digest);
    out["path"] = textJson(c.path);
}

Command readApproveDigest(Fields& fields)
{
    return command::ApproveDigest{fields.text("digest"), fields.text("path")};
}

void write(json& out, const command::Grant& c) { out["folder"] = textJson(c.folder); }

Command readGrant(Fields& fields) { return command::Grant{fields.text("folder")}; }

void write(json& out, const command::Revoke& c) { out["folder"] = textJson(c.folder); }

Command readRevoke(Fields& fields) { return command::Revoke{fields.text("folder")}; }

void write(json& out, const command::SetThreadBudget& c) { out["threads"] = c.threads; }

Command readSetThreadBudget(Fields& fields)
{
    return command::SetThreadBudget{static_cast<int>(fields.integer("threads", 0, 65536))};
}

constexpr std::array<Row, std::variant_size_v<Command>> kRows = {{
    {"submit", readSubmit},
    {"remove", readTasks<command::Remove>},
    {"restore", readTasks<command::Restore>},
    {"move", readMove},
    {"hold", readHold},
    {"release", readTasks<command::Release>},
    {"pause", readTasks<command::Pause>},
    {"resume", readTasks<command::Resume>},
    {"cancel", readTasks<command::Cancel>},
    {"approve", readTasks<command::Approve>},
    {"clear", readPlain<command::Clear>},
    {"approve_digest", readApproveDigest},
    {"grant", readGrant},
    {"set_thread_budget", readSetThreadBudget},
    {"recheck", readTasks<command::Recheck>},
    {"retry", readTasks<command::Retry>},
    {"start_now", readTasks<command::StartNow>},
    {"set_priority", readSetPriority},
    {"pin", readPin},
    {"put_back", readPutBack},
    {"undo", readPlain<command::Undo>},
    {"redo", readPlain<command::Redo>},
    {"snooze", readSnooze},
    {"run_every_step", readRunEveryStep},
    {"run_up_to", readStepOf<command::RunUpTo>},
    {"skip_step", readStepOf<command::SkipStep>},
    {"revoke", readRevoke},
    {"measure", readPlain<command::Measure>},
}};

Result<void> checkVersion(Fields& fields)
{
    if (!fields.has("version"))
        return {};
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    const std::int64_t version = fields.integer("version", 0, kMost);
    if (version != kCommandVersion)
        return fail(Errc::Unsupported, "version: " + std::to_string(version)
                                           + ", this program speaks "
                                           + std::to_string(kCommandVersion));
    return {};
}

} // namespace

std::string_view nameOf(const Command& command) { return kRows[command.index()].name; }

json commandJson(const Command& command)
{
    json out = {{"version", kCommandVersion}, {"type", nameOf(command)}};
    std::visit([&out](const auto& c) { write(out, c); }, command);
    return out;
}

Result<Command> commandFromJson(const json& value)
{
    Fields fields(value, "");
    if (auto ok = checkVersion(fields); !ok)
        return tl::unexpected(ok.error());
    const std::string type = fields.text("type");
    const auto row =
        std::find_if(kRows.begin(), kRows.end(), [&type](const Row& r) { return r.name == type; });
    if (row == kRows.end()) {
        if (auto ok = fields.finish(); !ok && type.empty())
            return tl::unexpected(ok.error());
        return fail(Errc::Unsupported, "type: unknown command \"" + type + "\"");
    }
    Command command = row->read(fields);
    if (auto ok = fields.finish(); !ok)
        return tl::unexpected(ok.error());
    return command;
}

Result<Command> commandFromText(std::string_view text)
{
    const auto value = parseStrict(text);
    if (!value)
        return tl::unexpected(value.error());
    return commandFromJson(*value);
}

json appliedJson(const Applied& applied)
{
    return {{"version", kCommandVersion},
            {"tasks", idsJson(applied.tasks)},
            {"inverse", applied.inverse ? commandJson(*applied.inverse) : json(nullptr)}};
}

Result<Applied> appliedFromJson(const json& value)
{
    Fields fields(value, "");
    if (auto ok = checkVersion(fields); !ok)
        return tl::unexpected(ok.error());
    Applied applied;
    applied.tasks = fields.tasks("tasks");
    const json* inverse = fields.value("inverse");
    if (inverse != nullptr && !inverse->is_null()) {
        auto command = commandFromJson(*inverse);
        if (!command)
            return fail(command.error().code, "inverse." + command.error().context);
        applied.inverse = std::move(*command);
    }
    if (auto ok = fields.finish(); !ok)
        return tl::unexpected(ok.error());
    return applied;
}

} // namespace xpu
