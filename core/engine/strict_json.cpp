#include "core/engine/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace xpu {
namespace {

using nlohmann::json;

constexpr int kDeepest = 32;

/// Looks over the parser's shoulder for what the parser itself lets pass.
class Watch {
public:
    bool operator()(int depth, json::parse_event_t event, const json& value)
    {
        if (depth > kDeepest)
            wrong_ = "nested too deeply";
        else if (event == json::parse_event_t::object_start)
            keys_.emplace_back();
        else if (event == json::parse_event_t::object_end && !keys_.empty())
            keys_.pop_back();
        else if (event == json::parse_event_t::key && !keys_.empty()
                 && !keys_.back().insert(value.get<std::string>()).second)
            wrong_ = value.get<std::string>() + ": given twice";
        return wrong_.empty();
    }
    const std::string& wrong() const { return wrong_; }

private:
    std::vector<std::set<std::string>> keys_;
    std::string wrong_;
};

/// Cheap test before parsing: brackets of a hostile text would cost memory on the parser's stack.
bool isTooDeep(std::string_view text)
{
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kDeepest)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

} // namespace

Result<json> parseStrict(std::string_view text)
{
    if (isTooDeep(text))
        return fail(Errc::InvalidInput, "nested too deeply");
    try {
        Watch watch;
        json value = json::parse(
            text,
            [&watch](int depth, json::parse_event_t event, json& seen) {
                return watch(depth, event, seen);
            },
            false);
        if (!watch.wrong().empty())
            return fail(Errc::InvalidInput, watch.wrong());
        if (value.is_discarded())
            return fail(Errc::InvalidInput, "not JSON");
        return value;
    } catch (const json::exception& e) {
        return fail(Errc::InvalidInput, e.what());
    }
}

json textJson(std::string_view bytes)
{
    const bool ascii = std::all_of(bytes.begin(), bytes.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    json value = std::string(bytes);
    if (ascii)
        return value;
    return json::parse(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

Fields::Fields(const json& object, std::string where) : object_(object), where_(std::move(where))
{
    if (!object_.is_object())
        wrong_ = where_ + " not an object";
}

void Fields::complain(const char* key, const std::string& what)
{
    if (!wrong_)
        wrong_ = where_ + key + ": " + what;
}

bool Fields::has(const char* key) const { return object_.is_object() && object_.contains(key); }

const json* Fields::value(const char* key)
{
    read_.insert(key);
    if (has(key))
        return &object_.at(key);
    complain(key, "missing");
    return nullptr;
}

std::string Fields::text(const char* key)
{
    const json* v = value(key);
    if (v != nullptr && v->is_string())
        return v->get<std::string>();
    complain(key, "not a text");
    return {};
}

std::int64_t Fields::integer(const char* key, std::int64_t least, std::int64_t most)
{
    const json* v = value(key);
    if (v == nullptr || !v->is_number_integer()) {
        complain(key, "not a whole number");
        return least;
    }
    // An unsigned number above the signed range would turn negative in the conversion.
    const bool huge = v->is_number_unsigned() && v->get<std::uint64_t>() > INT64_MAX;
    const std::int64_t number = huge ? INT64_MAX : v->get<std::int64_t>();
    if (huge || number < least || number > most) {
        complain(key, "not from " + std::to_string(least) + " to " + std::to_string(most));
        return least;
    }
    return number;
}

bool Fields::flag(const char* key)
{
    const json* v = value(key);
    if (v != nullptr && v->is_boolean())
        return v->get<bool>();
    complain(key, "neither true nor false");
    return false;
}

std::vector<std::string> Fields::texts(const char* key)
{
    std::vector<std::string> out;
    const json* v = value(key);
    if (v == nullptr || !v->is_array()) {
        complain(key, "not a list");
        return out;
    }
    for (const json& element : *v) {
        if (!element.is_string()) {
            complain(key, "a list element is not a text");
            return {};
        }
        out.push_back(element.get<std::string>());
    }
    return out;
}

TaskId Fields::taskFrom(const json& value, const char* key)
{
    const auto id = value.is_string() ? Uuid::parse(value.get_ref<const std::string&>())
                                      : std::optional<Uuid>();
    if (id && *id)
        return TaskId(*id);
    complain(key, "not the id of a task");
    return {};
}

TaskId Fields::task(const char* key, bool mayBeNull)
{
    const json* v = value(key);
    if (v == nullptr || (mayBeNull && v->is_null()))
        return {};
    return taskFrom(*v, key);
}

std::vector<TaskId> Fields::tasks(const char* key)
{
    std::vector<TaskId> out;
    const json* v = value(key);
    if (v == nullptr || !v->is_array()) {
        complain(key, "not a list");
        return out;
    }
    for (const json& element : *v)
        out.push_back(taskFrom(element, key));
    return out;
}

Result<void> Fields::finish() const
{
    if (wrong_)
        return fail(Errc::InvalidInput, *wrong_);
    for (const auto& [key, value] : object_.items())
        if (!read_.contains(key))
            return fail(Errc::InvalidInput, where_ + key + ": unknown");
    return {};
}

} // namespace xpu
