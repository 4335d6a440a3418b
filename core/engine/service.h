#pragma once

#include "core/base/result.h"
#include "core/engine/command.h"
#include "core/engine/engine.h"
#include "core/engine/snapshot.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace xpu {

/// The word of an Errc on the wire ("not_found"), and back; Internal for words nobody knows.
std::string_view wordOf(Errc code);
Errc errcFromWord(std::string_view word);

/// What the service needs of its owner; all may be called from any thread.
struct ServiceParts {
    std::function<void(Command, Origin, CommandReply)> send;
    std::function<std::shared_ptr<const Snapshot>()> snapshot;
    std::function<void()> raise; ///< empty where there is no window
    /// Row of the queue before which the window would put what is dropped; -1 = at the end.
    std::function<int()> standsAt = {};

    static ServiceParts of(Engine& engine, std::function<void()> raise,
                           std::function<int()> standsAt)
    {
        return {[&engine](Command c, Origin o, CommandReply r) {
                    engine.send(std::move(c), o, std::move(r));
                },
                [&engine] { return engine.snapshot(); }, std::move(raise), std::move(standsAt)};
    }
};

/// Answers the requests of other programs of the same user. One request is the JSON text
/// {"v": 1, "id": N, "method": "...", "params": {...}}, its answer {"id": N, "result": {...}} or
/// {"id": N, "error": {"code": "...", "message": "..."}}; `message` is Error::context. Methods:
///
/// hello {}                     -> {v, command_version, pid, window, row}; row = `row` of a submit
///                                 that goes where the window stands, -1 = nowhere
/// command {command}            -> Applied, after the commit
/// snapshot {}                  -> snapshotJson
/// list {}                      -> listJson
/// devices {}                   -> devicesJson
/// run {tasks[], steps = true}  -> {tasks[]} as runJson, in the order asked; steps = false leaves
///                                 their lists empty, for those who only wait for an end
/// why {task, step = null}      -> {task, steps[]} as stepWhyJson: one step, or all
/// raise {}                     -> {}
///
/// Nothing of this class runs after `reply`; it may be destroyed while commands are under way.
class Service {
public:
    using Reply = std::function<void(std::string frame)>;
    using Answer = std::function<void(Result<nlohmann::json>)>;
    using Method = std::function<void(const nlohmann::json& params, const Origin&, Answer)>;

    explicit Service(const ServiceParts& parts);

    /// A further method, before the first request (history and reports come from other rooms).
    void add(const std::string& name, Method method);

    /// Thread-safe. `reply` is called once: before this returns, or for commands later on the
    /// engine's thread. `origin` is what the socket knows of the peer.
    void handle(std::string_view request, const Origin& origin, const Reply& reply) const;

private:
    std::map<std::string, Method, std::less<>> methods_;
};

} // namespace xpu
