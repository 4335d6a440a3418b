#pragma once

#include "app/assembly/owner.h"
#include "compute/session/session_client.h"
#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace xpu::ctl {

/// The one way to the owner of a data folder. It makes the same JSON request whether a window owns
/// the folder (through the socket) or this call does (straight into the service).
class Door {
public:
    /// Reaches the owner if there is one, else becomes it.
    /// @param runs  what may start while this call is the owner
    static Result<Door> open(const std::string& dataFolder, EngineParts::Runs runs);

    /// Sends one request and waits for its answer. Errors of the owner come back as Error.
    Result<nlohmann::json> ask(const std::string& method, const nlohmann::json& params);

    bool ownsFolder() const { return owner_ != nullptr; }

private:
    Result<std::string> exchange(const std::string& request);

    std::unique_ptr<assembly::Owner> owner_;
    std::unique_ptr<session::SessionClient> client_;
    std::int64_t nextId_ = 1;
};

} // namespace xpu::ctl
