#include "core/engine/service.h"

#include "core/engine/command_json.h"
#include "core/engine/snapshot_json.h"
#include "core/engine/strict_json.h"
#include "core/engine/submitted.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace xpu {
namespace {

using nlohmann::json;

constexpr int kProtocol = 1;

constexpr std::array<std::string_view, 16> kErrcWords = {
    "unsupported",   "invalid_input", "not_found",     "permission", "io",          "no_space",
    "out_of_memory", "device_lost",   "device_failed", "timeout",    "exit_status", "cancelled",
    "conflict",      "corrupt",       "busy",          "internal"};

std::string frame(const json& id, const Result<json>& result)
{
    json out = {{"id", id}};
    if (result)
        out["result"] = *result;
    else
        out["error"] = {{"code", wordOf(result.error().code)},
                        {"message", textJson(result.error().context)}};
    return out.dump();
}

struct Request {
    std::string method;
    json params;
};

Result<Request> readRequest(const json& text)
{
    Fields fields(text, "");
    Request request;
    constexpr std::int64_t kMost = INT64_MAX;
    const std::int64_t version = fields.integer("v", 0, kMost);
    fields.integer("id", 0, kMost);
    request.method = fields.text("method");
    request.params = json::object();
    if (fields.has("params"))
        request.params = *fields.value("params");
    if (auto ok = fields.finish(); !ok)
        return tl::unexpected(ok.error());
    if (version != kProtocol)
        return fail(Errc::Unsupported, "v: " + std::to_string(version) + ", this program speaks "
                                           + std::to_string(kProtocol));
    return request;
}

/// For methods without parameters.
Service::Method plain(std::function<Result<json>()> make)
{
    return
        [make = std::move(make)](const json& params, const Origin&, const Service::Answer& answer) {
            const auto ok = Fields(params, "params.").finish();
            answer(ok ? make() : Result<json>(tl::unexpected(ok.error())));
        };
}

std::shared_ptr<const TaskView> findTask(const Snapshot& snapshot, const TaskId& id)
{
    const auto at = std::find_if(snapshot.queue.begin(), snapshot.queue.end(),
                                 [&id](const auto& task) { return task->id == id; });
    return at == snapshot.queue.end() ? nullptr : *at;
}

Service::Method commandMethod(ServiceParts parts, std::shared_ptr<Submitted> submitted)
{
    return [parts = std::move(parts), submitted = std::move(submitted)](
               const json& params, const Origin& origin, const Service::Answer& answer) {
        Fields fields(params, "params.");
        const json* form = fields.value("command");
        Origin asker = origin;
        if (fields.has("undoable"))
            asker.undoable = fields.flag("undoable");
        if (auto ok = fields.finish(); !ok)
            return answer(tl::unexpected(ok.error()));
        auto command = commandFromJson(*form);
        if (!command)
            return answer(fail(command.error().code, "params.command." + command.error().context));
        const bool isSubmit = std::holds_alternative<command::Submit>(*command);
        parts.send(std::move(*command), asker,
                   [answer, submitted, isSubmit](const Result<Applied>& applied) {
                       if (!applied)
                           return answer(tl::unexpected(applied.error()));
                       if (isSubmit)
                           submitted->expect(applied->tasks);
                       answer(appliedJson(*applied));
                   });
    };
}

Service::Method runMethod(ServiceParts parts, std::shared_ptr<Submitted> submitted)
{
    return [parts = std::move(parts), submitted = std::move(submitted)](
               const json& params, const Origin&, const Service::Answer& answer) {
        Fields fields(params, "params.");
        const std::vector<TaskId> ids = fields.tasks("tasks");
        const bool withSteps = !fields.has("steps") || fields.flag("steps");
        if (auto ok = fields.finish(); !ok)
            return answer(tl::unexpected(ok.error()));
        const auto snapshot = parts.snapshot();
        json tasks = json::array();
        for (const TaskId& id : ids) {
            const auto shown = snapshot ? findTask(*snapshot, id) : nullptr;
            auto task = submitted->seen(id, shown);
            if (!task)
                return answer(fail(Errc::NotFound, "task " + id.text()));
            if (!withSteps)
                task->steps = nullptr;
            tasks.push_back(runJson(*task));
        }
        answer(json{{"tasks", std::move(tasks)}});
    };
}

Result<json> whyOf(const TaskView& task, const std::optional<std::string>& wanted)
{
    json steps = json::array();
    if (task.steps)
        for (const StepView& step : *task.steps)
            if (!wanted || step.id == *wanted)
                steps.push_back(stepWhyJson(step));
    if (wanted && steps.empty())
        return fail(Errc::NotFound, "step " + *wanted);
    return json{{"task", task.id.text()}, {"steps", std::move(steps)}};
}

Service::Method whyMethod(ServiceParts parts)
{
    return [parts = std::move(parts)](const json& params, const Origin&,
                                      const Service::Answer& answer) {
        Fields fields(params, "params.");
        const TaskId id = fields.task("task", false);
        std::optional<std::string> step;
        if (fields.has("step") && !fields.value("step")->is_null())
            step = fields.text("step");
        if (auto ok = fields.finish(); !ok)
            return answer(tl::unexpected(ok.error()));
        const auto snapshot = parts.snapshot();
        const auto task = snapshot ? findTask(*snapshot, id) : nullptr;
        if (!task)
            return answer(fail(Errc::NotFound, "task " + id.text()));
        answer(whyOf(*task, step));
    };
}

Service::Method snapshotMethod(const ServiceParts& parts, json (*form)(const Snapshot&))
{
    return plain([snapshot = parts.snapshot, form]() -> Result<json> {
        const auto now = snapshot();
        return form(now ? *now : Snapshot{});
    });
}

} // namespace

std::string_view wordOf(Errc code) { return kErrcWords[static_cast<std::size_t>(code)]; }

Errc errcFromWord(std::string_view word)
{
    const auto at = std::find(kErrcWords.begin(), kErrcWords.end(), word);
    return at == kErrcWords.end() ? Errc::Internal : static_cast<Errc>(at - kErrcWords.begin());
}

Service::Service(const ServiceParts& parts)
{
    const auto submitted = std::make_shared<Submitted>();
    add("command", commandMethod(parts, submitted));
    add("run", runMethod(parts, submitted));
    add("why", whyMethod(parts));
    add("snapshot", snapshotMethod(parts, snapshotJson));
    add("list", snapshotMethod(parts, listJson));
    add("devices", snapshotMethod(parts, devicesJson));
    add("hello", plain([window = bool(parts.raise), standsAt = parts.standsAt]() -> Result<json> {
            return json{{"v", kProtocol},
                        {"command_version", kCommandVersion},
                        {"pid", ::getpid()},
                        {"window", window},
                        {"row", standsAt ? standsAt() : -1}};
        }));
    add("raise", plain([raise = parts.raise]() -> Result<json> {
            if (!raise)
                return fail(Errc::Unsupported, "no window is open");
            raise();
            return json::object();
        }));
}

void Service::add(const std::string& name, Method method)
{
    methods_.insert_or_assign(name, std::move(method));
}

void Service::handle(std::string_view request, const Origin& origin, const Reply& reply) const
{
    const auto text = parseStrict(request);
    if (!text)
        return reply(frame(nullptr, tl::unexpected(text.error())));
    // An answer carries the number it was asked under, even to a request that is wrong otherwise.
    const bool numbered =
        text->is_object() && text->contains("id") && text->at("id").is_number_integer();
    const json id = numbered ? text->at("id") : json(nullptr);
    const auto wanted = readRequest(*text);
    if (!wanted)
        return reply(frame(id, tl::unexpected(wanted.error())));
    const auto method = methods_.find(wanted->method);
    if (method == methods_.end())
        return reply(
            frame(id, fail(Errc::Unsupported, "method: unknown \"" + wanted->method + "\"")));
    method->second(wanted->params, origin,
                   [id, reply](const Result<json>& result) { reply(frame(id, result)); });
}

} // namespace xpu
