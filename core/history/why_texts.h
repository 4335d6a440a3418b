#pragma once

#include "core/history/sqlite.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace xpu::history {

/// The reasons for placements; alike steps of a run share one row.
class WhyTexts {
public:
    static Result<WhyTexts> prepare(Database& db);

    /// Key of the row that holds `text` for that run.
    Result<std::int64_t> keyOf(std::int64_t run, const std::string& text);
    /// The run is over: its cache is dropped.
    void leave(std::int64_t run) { runs_.erase(run); }
    /// Null for 0 and for keys that are not there.
    Result<std::shared_ptr<const std::string>> textOf(std::int64_t key);

private:
    struct OfRun {
        std::unordered_map<std::string, std::int64_t> keys;
        std::int64_t next = 0;
    };
    Result<OfRun*> enter(std::int64_t run);

    Statement insert_, ofRun_, byKey_;
    std::unordered_map<std::int64_t, OfRun> runs_; ///< runs going on
};

} // namespace xpu::history
