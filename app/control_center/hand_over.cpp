#include "app/control_center/hand_over.h"

#include "compute/session/session_client.h"
#include "core/engine/command_json.h"
#include "core/settings/places.h"

#include <nlohmann/json.hpp>

namespace xpu::control_center {

bool handOver(const std::string& folder, const std::vector<std::string>& files)
{
    const auto path = socketPath(folder, processEnvironment());
    auto client = path ? session::SessionClient::connect(*path) : tl::unexpected(path.error());
    if (!client)
        return false;
    const auto ask = [&](int id, const char* method, const nlohmann::json& params) {
        const nlohmann::json request = {
            {"v", 1}, {"id", id}, {"method", method}, {"params", params}};
        return (*client)->request(request.dump(), Seconds(10)).has_value();
    };
    command::Submit dropped;
    dropped.paths = files;
    const nlohmann::json submit = {{"command", commandJson(dropped)}};
    return (files.empty() || ask(1, "command", submit))
           && ask(2, "raise", nlohmann::json::object());
}

} // namespace xpu::control_center
