#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace xpu {

/// Parses text nobody vouches for. Errc::InvalidInput for what is no JSON, is nested deeper than
/// 32 levels or has a key twice in one object.
Result<nlohmann::json> parseStrict(std::string_view text);

/// A JSON string from bytes that need not be UTF-8 (file names, output of programs): what is not
/// becomes U+FFFD, so that dumping never fails.
nlohmann::json textJson(std::string_view bytes);

/// Reads one JSON object field by field. Bad fields give a default value and are remembered;
/// `finish` tells the first one, or a key nobody asked for.
class Fields {
public:
    /// @param where  prefix of the field names in errors, "" or "params."
    Fields(const nlohmann::json& object, std::string where);

    bool has(const char* key) const;
    std::string text(const char* key);
    std::int64_t integer(const char* key, std::int64_t least, std::int64_t most);
    bool flag(const char* key);
    std::vector<std::string> texts(const char* key);
    /// The id of one task; null means none where `mayBeNull`.
    TaskId task(const char* key, bool mayBeNull);
    std::vector<TaskId> tasks(const char* key);
    /// The value itself, unread; null pointer and a remembered error when it is missing.
    const nlohmann::json* value(const char* key);

    void complain(const char* key, const std::string& what);
    /// Errc::InvalidInput naming the first bad or unknown field.
    Result<void> finish() const;

private:
    TaskId taskFrom(const nlohmann::json& value, const char* key);

    const nlohmann::json& object_;
    std::string where_;
    std::set<std::string, std::less<>> read_;
    std::optional<std::string> wrong_;
};

} // namespace xpu
