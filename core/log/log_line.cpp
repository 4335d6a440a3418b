#include "core/log/log.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <ctime>

namespace xpu {
namespace {

constexpr std::array<std::string_view, 5> kLevels = {"debug", "info", "warning", "error", "audit"};

/// RFC 3339 with microseconds.
std::string timeText(std::int64_t utcMicros)
{
    std::int64_t seconds = utcMicros / 1'000'000;
    std::int64_t micros = utcMicros % 1'000'000;
    if (micros < 0) {
        micros += 1'000'000;
        --seconds;
    }
    const auto time = static_cast<std::time_t>(seconds);
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 64> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text.data() + size, text.size() - size, ".%06dZ", static_cast<int>(micros));
    return text.data();
}

nlohmann::ordered_json idOrNull(const Uuid& id)
{
    return id ? nlohmann::ordered_json(id.text()) : nlohmann::ordered_json(nullptr);
}

} // namespace

std::string_view nameOf(LogLevel level) { return kLevels[static_cast<std::size_t>(level)]; }

std::string toJson(const LogLine& line, std::int64_t utcMicros)
{
    nlohmann::ordered_json json;
    json["time"] = timeText(utcMicros);
    json["level"] = nameOf(line.level);
    json["room"] = line.room;
    json["message"] = line.message;
    json["task"] = idOrNull(line.task);
    json["run"] = idOrNull(line.run);
    json["step"] =
        line.step.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(line.step);
    for (const auto& [name, value] : line.fields)
        json["fields"][name] = value;
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace xpu
