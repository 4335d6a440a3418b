#pragma once

#include "core/history/sqlite.h"

#include <string_view>
#include <utility>

namespace xpu::history {

/// Prepares the statements of a list, stopping at the first that fails.
class Preparing {
public:
    explicit Preparing(Database& db) : db_(db) {}
    Preparing& operator()(Statement& into, std::string_view sql)
    {
        if (!result_)
            return *this;
        Result<Statement> statement = db_.prepare(sql);
        if (statement)
            into = std::move(*statement);
        else
            result_ = tl::unexpected(statement.error());
        return *this;
    }
    Result<void> result() const { return result_; }

private:
    Database& db_;
    Result<void> result_;
};

} // namespace xpu::history
