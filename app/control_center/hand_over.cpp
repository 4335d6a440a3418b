#include "app/control_center/hand_over.h"

#include "compute/session/session_client.h"
#include "core/engine/command_json.h"
#include "core/settings/places.h"

#include <nlohmann/json.hpp>

namespace xpu::control_center {
namespace {

constexpr Seconds kAnswerWithin{10};

/// The `result` of one request; null when there is none.
nlohmann::json ask(session::SessionClient& owner, const char* method, const nlohmann::json& params)
{
    const nlohmann::json request = {{"v", 1}, {"id", 1}, {"method", method}, {"params", params}};
    const auto text = owner.request(request.dump(), kAnswerWithin);
    const nlohmann::json answer =
        text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
    return answer.is_object() ? answer.value("result", nlohmann::json()) : nlohmann::json();
}

} // namespace

HandedOver handOver(const std::string& folder, const std::vector<std::string>& files)
{
    const auto path = socketPath(folder, processEnvironment());
    if (!path)
        return HandedOver::NoAnswer;
    const auto owner = session::SessionClient::connect(*path);
    if (!owner)
        return HandedOver::NoAnswer;
    const nlohmann::json hello = ask(**owner, "hello", nlohmann::json::object());
    if (!hello.is_object())
        return HandedOver::NoAnswer;
    if (!hello.value("window", false))
        return HandedOver::NoWindow;
    if (!files.empty()) {
        command::Submit dropped;
        dropped.paths = files;
        dropped.row = hello.value("row", -1);
        if (ask(**owner, "command", {{"command", commandJson(dropped)}}).is_null())
            return HandedOver::NoAnswer;
    }
    ask(**owner, "raise", nlohmann::json::object());
    return HandedOver::ToWindow;
}

} // namespace xpu::control_center
