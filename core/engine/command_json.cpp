#include "core/engine/command_json.h"

#include "core/engine/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace xpu {
namespace {

using nlohmann::json;

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

void write(json&, const command::Clear&) {}

Command readClear(Fields&) { return command::Clear{}; }

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
    {"hold", readTasks<command::Hold>},
    {"release", readTasks<command::Release>},
    {"pause", readTasks<command::Pause>},
    {"resume", readTasks<command::Resume>},
    {"cancel", readTasks<command::Cancel>},
    {"approve", readTasks<command::Approve>},
    {"clear", readClear},
    {"approve_digest", readApproveDigest},
    {"grant", readGrant},
    {"set_thread_budget", readSetThreadBudget},
    {"recheck", readTasks<command::Recheck>},
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
