#include "compute/session/bus_notices.h"

#include "compute/session/bus_service.h"

#include <string_view>

namespace xpu::session {
namespace {

constexpr const char* kServer = "org.freedesktop.Notifications";
constexpr const char* kServerPath = "/org/freedesktop/Notifications";
constexpr std::size_t kMostWaiting = 16;

BusNotices& self(void* data) { return *static_cast<BusNotices*>(data); }

/// For servers that read a body as markup.
std::string escaped(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else
            out += c;
    }
    return out;
}

int appendActions(sd_bus_message* call, const Notice& notice)
{
    int status = sd_bus_message_open_container(call, 'a', "s");
    for (const auto& [key, words] : notice.actions)
        if (status >= 0)
            status = sd_bus_message_append(call, "ss", key.c_str(), words.c_str());
    return status < 0 ? status : sd_bus_message_close_container(call);
}

} // namespace

int BusNotices::listen()
{
    const auto match = [this](const char* signal, sd_bus_message_handler_t handler) {
        return sd_bus_match_signal_async(bus_, nullptr, kServer, kServerPath, kServer, signal,
                                         handler, nullptr, this);
    };
    const int status = match("ActionInvoked", onAction);
    return status < 0 ? status : match("NotificationClosed", onClosed);
}

void BusNotices::show(Notice notice)
{
    const std::size_t onItsWay = asking_ ? 1 : 0;
    if (notice.replaces && waiting_.size() > onItsWay)
        waiting_.pop_back();
    if (waiting_.size() < kMostWaiting)
        waiting_.push_back(std::move(notice));
    askServer();
}

void BusNotices::askServer()
{
    if (asking_ || waiting_.empty())
        return;
    asking_ = sd_bus_call_method_async(bus_, nullptr, kServer, kServerPath, kServer,
                                       "GetCapabilities", onCapabilities, this, "")
              >= 0;
    if (!asking_)
        waiting_.clear();
}

int BusNotices::onCapabilities(sd_bus_message* reply, void* data, sd_bus_error*)
{
    BusNotices& me = self(data);
    bool actions = false;
    bool markup = false;
    if (sd_bus_message_is_method_error(reply, nullptr) != 0
        || sd_bus_message_enter_container(reply, 'a', "s") < 0) {
        me.waiting_.clear(); // nobody shows notifications here
        me.asking_ = false;
        return 0;
    }
    const char* word = nullptr;
    while (sd_bus_message_read(reply, "s", &word) > 0) {
        actions |= std::string_view(word) == "actions";
        markup |= std::string_view(word) == "body-markup";
    }
    me.send(me.waiting_.front(), actions, markup);
    return 0;
}

void BusNotices::send(const Notice& notice, bool actions, bool markup)
{
    constexpr int kServerDecides = -1;
    constexpr unsigned char kUrgent = 2;
    constexpr unsigned char kNormal = 1;
    sd_bus_message* made = nullptr;
    int status =
        sd_bus_message_new_method_call(bus_, &made, kServer, kServerPath, kServer, "Notify");
    const MessagePtr call(made);
    if (status >= 0)
        status = sd_bus_message_append(made, "susss", "XPU Optimizer", notice.replaces ? shown_ : 0,
                                       "xpu-optimizer", notice.title.c_str(),
                                       (markup ? escaped(notice.body) : notice.body).c_str());
    if (status >= 0)
        status = appendActions(made, actions ? notice : Notice{});
    if (status >= 0)
        status = sd_bus_message_append(made, "a{sv}i", 2, "desktop-entry", "s", kBusName, "urgency",
                                       "y", notice.urgent ? kUrgent : kNormal, kServerDecides);
    if (status >= 0)
        status = sd_bus_call_async(bus_, nullptr, made, onShown, this, 0);
    if (status < 0)
        next();
}

int BusNotices::onShown(sd_bus_message* reply, void* data, sd_bus_error*)
{
    BusNotices& me = self(data);
    std::uint32_t number = 0;
    if (sd_bus_message_is_method_error(reply, nullptr) == 0
        && sd_bus_message_read(reply, "u", &number) > 0)
        me.shown_ = number;
    me.next();
    return 0;
}

void BusNotices::next()
{
    waiting_.pop_front();
    asking_ = false;
    askServer();
}

int BusNotices::onAction(sd_bus_message* signal, void* data, sd_bus_error*)
{
    std::uint32_t number = 0;
    const char* key = nullptr;
    const BusNotices& me = self(data);
    // Every program on the bus hears of every notification.
    if (sd_bus_message_read(signal, "us", &number, &key) > 0 && number != 0 && number == me.shown_)
        me.mail_->act(key);
    return 0;
}

int BusNotices::onClosed(sd_bus_message* signal, void* data, sd_bus_error*)
{
    std::uint32_t number = 0;
    BusNotices& me = self(data);
    if (sd_bus_message_read(signal, "uu", &number, nullptr) > 0 && number == me.shown_)
        me.shown_ = 0;
    return 0;
}

} // namespace xpu::session
