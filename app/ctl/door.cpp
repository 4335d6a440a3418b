#include "app/ctl/door.h"

#include "app/assembly/check_place.h"
#include "core/settings/places.h"

#include <unistd.h>

#include <future>
#include <thread>

namespace xpu::ctl {
namespace {

constexpr Seconds kAnswerWithin{60};
/// An owner that has just taken the lock needs a moment until its socket is there.
constexpr int kTries = 100;
constexpr auto kBetweenTries = std::chrono::milliseconds(50);

std::string requestText(std::int64_t id, const std::string& method, const nlohmann::json& params)
{
    const nlohmann::json request = {{"v", 1}, {"id", id}, {"method", method}, {"params", params}};
    return request.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<nlohmann::json> answerOf(const std::string& text)
{
    const nlohmann::json answer = nlohmann::json::parse(text, nullptr, false);
    if (!answer.is_object())
        return fail(Errc::Corrupt, "the owner's answer is not JSON");
    if (answer.contains("error")) {
        const auto& error = answer["error"];
        return fail(errcFromWord(error.value("code", "")), error.value("message", ""));
    }
    return answer.value("result", nlohmann::json::object());
}

} // namespace

Result<Door> Door::open(const std::string& dataFolder, EngineParts::Runs runs)
{
    const std::string folder = assembly::dataFolderOr(dataFolder);
    for (int attempt = 1;; ++attempt) {
        auto owner = assembly::Owner::open({folder, runs, {}});
        if (owner) {
            Door door;
            door.owner_ = std::move(*owner);
            return door;
        }
        if (owner.error().code != Errc::Busy)
            return tl::unexpected(owner.error());
        const auto path = socketPath(folder, processEnvironment());
        if (!path)
            return tl::unexpected(path.error());
        auto client = session::SessionClient::connect(*path);
        if (client) {
            Door door;
            door.client_ = std::move(*client);
            return door;
        }
        if (attempt == kTries || client.error().code != Errc::NotFound)
            return tl::unexpected(client.error());
        std::this_thread::sleep_for(kBetweenTries);
    }
}

Result<std::string> Door::exchange(const std::string& request)
{
    if (client_)
        return client_->request(request, kAnswerWithin);
    const auto promise = std::make_shared<std::promise<std::string>>();
    auto answer = promise->get_future();
    const Origin self{Origin::Via::CommandLine, geteuid(), getpid()};
    owner_->service().handle(request, self,
                             [promise](std::string text) { promise->set_value(std::move(text)); });
    if (answer.wait_for(kAnswerWithin) != std::future_status::ready)
        return fail(Errc::Timeout, "the optimizer does not answer");
    return answer.get();
}

Result<nlohmann::json> Door::ask(const std::string& method, const nlohmann::json& params)
{
    const auto text = exchange(requestText(nextId_++, method, params));
    if (!text)
        return tl::unexpected(text.error());
    return answerOf(*text);
}

} // namespace xpu::ctl
