#pragma once

#include "compute/session/bus_mail.h"
#include "compute/session/bus_ptr.h"
#include "compute/session/session_server.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace xpu::session {

/// The methods of the interface. Each one makes a request of the socket's language, hands it to the
/// handler and turns the answer into a D-Bus reply; none knows what a command means.
/// Lives on the bus's thread.
class BusMethods {
public:
    BusMethods(Handler handler, std::shared_ptr<BusMail> mail)
        : handler_(std::move(handler)), mail_(std::move(mail))
    {}

    /// Puts the object on the bus.
    int addTo(sd_bus* bus);
    /// Sends an answer that has come in.
    void answer(std::uint64_t call, const std::string& text);

    /// How the result of an answer goes into the reply.
    using Write = int (*)(sd_bus_message* reply, const nlohmann::json& result);
    /// Asks the handler and keeps the call until the answer is there.
    int ask(sd_bus_message* call, const char* method, const nlohmann::json& params, Write write);

private:
    struct Call {
        MessagePtr message;
        Write write = nullptr;
    };

    Handler handler_;
    std::shared_ptr<BusMail> mail_;
    std::map<std::uint64_t, Call> underWay_;
    std::uint64_t next_ = 1;
};

} // namespace xpu::session
