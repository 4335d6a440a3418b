#pragma once

#include "core/history/sqlite.h"

#include <string>
#include <unordered_map>

namespace xpu::history {

/// Short texts that repeat in many rows (devices, operations, states), stored once each.
class Words {
public:
    static Result<Words> load(Database& db);

    /// Number of `text`, which is added when it is new; 0 for the empty text.
    Result<std::int64_t> idOf(const std::string& text);
    /// Empty for 0 and for numbers that are not there.
    const std::string& textOf(std::int64_t id) const;

private:
    Statement insert_;
    std::unordered_map<std::string, std::int64_t> ids_;
    std::unordered_map<std::int64_t, std::string> texts_;
    std::int64_t last_ = 0;
};

} // namespace xpu::history
