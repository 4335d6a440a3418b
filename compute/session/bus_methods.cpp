#include "compute/session/bus_methods.h"

#include "compute/session/bus_service.h"
#include "core/engine/command_json.h"
#include "core/engine/strict_json.h"

#include <nlohmann/json.hpp>

#include <cctype>
#include <string_view>
#include <vector>

namespace xpu::session {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxUnderWay = 256;

/// "not_found" -> "org.xpu_optimizer.Error.NotFound"
std::string errorName(std::string_view word)
{
    std::string name = "org.xpu_optimizer.Error.";
    bool capital = true;
    for (const char c : word) {
        if (c != '_')
            name += capital ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        capital = c == '_';
    }
    return name;
}

int refuse(sd_bus_message* call, const std::string& word, const std::string& sentence)
{
    return sd_bus_reply_method_errorf(call, errorName(word).c_str(), "%s", sentence.c_str());
}

/// Who calls, as the bus's daemon has it from the kernel.
Result<Peer> peerOf(sd_bus_message* call)
{
    sd_bus_creds* found = nullptr;
    const int got = sd_bus_query_sender_creds(call, SD_BUS_CREDS_EUID | SD_BUS_CREDS_PID, &found);
    const CredsPtr creds(found);
    uid_t uid = 0;
    pid_t pid = 0;
    if (got < 0 || sd_bus_creds_get_euid(creds.get(), &uid) < 0)
        return fail(Errc::Permission, "the bus does not say who calls");
    if (uid != geteuid() && uid != 0)
        return fail(Errc::Permission, "another user");
    sd_bus_creds_get_pid(creds.get(), &pid);
    return Peer{uid, pid};
}

int writeNothing(sd_bus_message*, const json&) { return 0; }

int writeJson(sd_bus_message* reply, const json& result)
{
    return sd_bus_message_append(reply, "s", result.dump().c_str());
}

int writeTasks(sd_bus_message* reply, const json& result)
{
    int status = sd_bus_message_open_container(reply, 'a', "s");
    for (const json& task : result.at("tasks"))
        if (status >= 0)
            status = sd_bus_message_append(reply, "s", task.get_ref<const std::string&>().c_str());
    return status < 0 ? status : sd_bus_message_close_container(reply);
}

int writeList(sd_bus_message* reply, const json& result)
{
    int status = sd_bus_message_open_container(reply, 'a', "(sss)");
    for (const json& task : result.at("tasks"))
        if (status >= 0)
            status = sd_bus_message_append(reply, "(sss)",
                                           task.at("id").get_ref<const std::string&>().c_str(),
                                           task.at("name").get_ref<const std::string&>().c_str(),
                                           task.at("state").get_ref<const std::string&>().c_str());
    return status < 0 ? status : sd_bus_message_close_container(reply);
}

BusMethods& self(void* data) { return *static_cast<BusMethods*>(data); }

Result<std::vector<std::string>> readTexts(sd_bus_message* call)
{
    std::vector<std::string> texts;
    if (sd_bus_message_enter_container(call, 'a', "s") < 0)
        return fail(Errc::InvalidInput, "a list of texts is expected");
    const char* text = nullptr;
    while (sd_bus_message_read(call, "s", &text) > 0)
        texts.emplace_back(text);
    return texts;
}

int onRequest(sd_bus_message* call, void* data, sd_bus_error*)
{
    const char* method = nullptr;
    const char* text = nullptr;
    if (const int status = sd_bus_message_read(call, "ss", &method, &text); status < 0)
        return status;
    const auto params = parseStrict(text);
    if (!params)
        return refuse(call, "invalid_input", "params: " + params.error().context);
    return self(data).ask(call, method, *params, writeJson);
}

int onCommand(sd_bus_message* call, void* data, sd_bus_error*)
{
    const char* text = nullptr;
    if (const int status = sd_bus_message_read(call, "s", &text); status < 0)
        return status;
    const auto command = parseStrict(text);
    if (!command)
        return refuse(call, "invalid_input", "command: " + command.error().context);
    return self(data).ask(call, "command", {{"command", *command}}, writeJson);
}

int sendCommand(sd_bus_message* call, void* data, const Command& command)
{
    return self(data).ask(call, "command", {{"command", commandJson(command)}}, writeTasks);
}

int onAdd(sd_bus_message* call, void* data, sd_bus_error*)
{
    auto paths = readTexts(call);
    if (!paths)
        return refuse(call, "invalid_input", paths.error().context);
    // Only the caller knows its working folder.
    for (const std::string& path : *paths)
        if (!path.starts_with('/'))
            return refuse(call, "invalid_input", "not an absolute path: " + path);
    command::Submit submit;
    submit.paths = std::move(*paths);
    return sendCommand(call, data, submit);
}

/// For commands that are a word and the tasks it is about.
template <class Verb>
int onTasks(sd_bus_message* call, void* data, sd_bus_error*)
{
    const auto words = readTexts(call);
    if (!words)
        return refuse(call, "invalid_input", words.error().context);
    Verb verb;
    for (const std::string& word : *words) {
        const auto id = Uuid::parse(word);
        if (!id)
            return refuse(call, "invalid_input", "not a task's id: " + word);
        verb.tasks.push_back(TaskId(*id));
    }
    return sendCommand(call, data, verb);
}

template <class Verb>
int onVerb(sd_bus_message* call, void* data, sd_bus_error*)
{
    return sendCommand(call, data, Verb{});
}

int onList(sd_bus_message* call, void* data, sd_bus_error*)
{
    return self(data).ask(call, "list", json::object(), writeList);
}

int onRaise(sd_bus_message* call, void* data, sd_bus_error*)
{
    return self(data).ask(call, "raise", json::object(), writeNothing);
}

constexpr std::uint64_t kOpen = SD_BUS_VTABLE_UNPRIVILEGED;

// NOLINTBEGIN: libsystemd's macros are C
const sd_bus_vtable kTable[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD_WITH_NAMES("Request", "ss", SD_BUS_PARAM(method) SD_BUS_PARAM(params), "s",
                             SD_BUS_PARAM(result), onRequest, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Command", "s", SD_BUS_PARAM(command), "s", SD_BUS_PARAM(applied),
                             onCommand, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Add", "as", SD_BUS_PARAM(paths), "as", SD_BUS_PARAM(tasks), onAdd,
                             kOpen),
    SD_BUS_METHOD_WITH_NAMES("List", "", , "a(sss)", SD_BUS_PARAM(tasks), onList, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Hold", "as", SD_BUS_PARAM(tasks), "as", SD_BUS_PARAM(changed),
                             onTasks<command::Hold>, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Release", "as", SD_BUS_PARAM(tasks), "as", SD_BUS_PARAM(changed),
                             onTasks<command::Release>, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Pause", "as", SD_BUS_PARAM(tasks), "as", SD_BUS_PARAM(changed),
                             onTasks<command::Pause>, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Resume", "as", SD_BUS_PARAM(tasks), "as", SD_BUS_PARAM(changed),
                             onTasks<command::Resume>, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Cancel", "as", SD_BUS_PARAM(tasks), "as", SD_BUS_PARAM(changed),
                             onTasks<command::Cancel>, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Retry", "as", SD_BUS_PARAM(tasks), "as", SD_BUS_PARAM(changed),
                             onTasks<command::Retry>, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Start", "as", SD_BUS_PARAM(tasks), "as", SD_BUS_PARAM(changed),
                             onTasks<command::StartNow>, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Remove", "as", SD_BUS_PARAM(tasks), "as", SD_BUS_PARAM(changed),
                             onTasks<command::Remove>, kOpen),
    SD_BUS_METHOD_WITH_NAMES("Undo", "", , "as", SD_BUS_PARAM(changed), onVerb<command::Undo>,
                             kOpen),
    SD_BUS_METHOD_WITH_NAMES("Redo", "", , "as", SD_BUS_PARAM(changed), onVerb<command::Redo>,
                             kOpen),
    SD_BUS_METHOD("Raise", "", "", onRaise, kOpen),
    SD_BUS_SIGNAL_WITH_NAMES("TaskChanged", "sss",
                             SD_BUS_PARAM(task) SD_BUS_PARAM(name) SD_BUS_PARAM(state), 0),
    SD_BUS_SIGNAL_WITH_NAMES(
        "RunEnded", "ssss",
        SD_BUS_PARAM(task) SD_BUS_PARAM(run) SD_BUS_PARAM(name) SD_BUS_PARAM(state), 0),
    SD_BUS_VTABLE_END};
// NOLINTEND

} // namespace

int BusMethods::addTo(sd_bus* bus)
{
    return sd_bus_add_object_vtable(bus, nullptr, kBusPath, kBusInterface, kTable, this);
}

int BusMethods::ask(sd_bus_message* call, const char* method, const json& params, Write write)
{
    const auto peer = peerOf(call);
    if (!peer)
        return refuse(call, "permission", peer.error().context);
    if (underWay_.size() >= kMaxUnderWay)
        return refuse(call, "busy", "too many calls are under way");
    const std::uint64_t number = next_++;
    underWay_[number] = {MessagePtr(sd_bus_message_ref(call)), write};
    const json request = {{"v", 1}, {"id", number}, {"method", method}, {"params", params}};
    handler_(*peer, request.dump(), [mail = mail_, number](std::string answer) {
        mail->answers.post(number, std::move(answer));
    });
    return 1;
}

void BusMethods::answer(std::uint64_t number, const std::string& text)
{
    const auto found = underWay_.find(number);
    if (found == underWay_.end())
        return;
    const Call call = std::move(found->second);
    underWay_.erase(found);
    const json answer = json::parse(text);
    if (const auto error = answer.find("error"); error != answer.end()) {
        refuse(call.message.get(), error->at("code"), error->at("message"));
        return;
    }
    sd_bus_message* made = nullptr;
    const bool started = sd_bus_message_new_method_return(call.message.get(), &made) >= 0;
    const MessagePtr reply(made);
    if (!started || call.write(reply.get(), answer.at("result")) < 0
        || sd_bus_send(nullptr, reply.get(), nullptr) < 0)
        refuse(call.message.get(), "internal", "the answer does not fit into a message");
}

} // namespace xpu::session
