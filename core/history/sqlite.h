#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace xpu::history {

/// The kind of failure behind a result code of SQLite (primary or extended).
Errc errcOf(int sqliteCode);

/// A prepared statement. Texts and blobs are bound without a copy: they must live until `step`.
class Statement {
public:
    Statement() = default;
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

    /// Makes it ready to run again with these values, in the order of its holes.
    template <class... Values>
    Statement& bind(const Values&... values)
    {
        sqlite3_reset(statement_.get());
        int hole = 0;
        (put(++hole, values), ...);
        return *this;
    }
    /// True while there is a row to read, false at the end.
    Result<bool> step();
    /// Runs it to its end; rows are dropped.
    Result<void> run();
    /// Ends the reading of rows, so that no lock stays behind.
    void reset() { sqlite3_reset(statement_.get()); }

    int columns() const { return sqlite3_column_count(statement_.get()); }
    /// Makes `into` ready to run with the values of the row at hand.
    void copyRow(Statement& into) const;
    /// Column `at` (from 0) of the row at hand.
    template <class T>
    T get(int at) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
    };
    void put(int hole, std::nullptr_t) { sqlite3_bind_null(statement_.get(), hole); }
    void put(int hole, double v) { sqlite3_bind_double(statement_.get(), hole, v); }
    template <class T>
        requires std::is_integral_v<T>
    void put(int hole, T v)
    {
        sqlite3_bind_int64(statement_.get(), hole, static_cast<sqlite3_int64>(v));
    }
    void put(int hole, std::string_view v)
    {
        sqlite3_bind_text64(statement_.get(), hole, v.data() ? v.data() : "", v.size(),
                            SQLITE_STATIC, SQLITE_UTF8);
    }
    void put(int hole, const Uuid& v)
    {
        sqlite3_bind_blob(statement_.get(), hole, v.bytes.data(), 16, SQLITE_STATIC);
    }
    template <class T>
    void put(int hole, const std::optional<T>& v)
    {
        if (v)
            put(hole, *v);
        else
            put(hole, nullptr);
    }

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

template <>
std::int64_t Statement::get<std::int64_t>(int at) const;
template <>
double Statement::get<double>(int at) const;
template <>
std::string Statement::get<std::string>(int at) const;
template <>
Uuid Statement::get<Uuid>(int at) const;
template <>
std::optional<double> Statement::get<std::optional<double>>(int at) const;
template <>
std::optional<std::uint64_t> Statement::get<std::optional<std::uint64_t>>(int at) const;

/// An open SQLite file. One thread at a time.
class Database {
public:
    enum class Mode { ReadWrite, ReadOnly };

    /// ReadWrite creates the file (mode 0600) when it is not there. `:memory:` works too.
    static Result<Database> open(const std::string& file, Mode mode);

    /// Runs statements without holes or rows.
    Result<void> run(const std::string& sql);
    Result<Statement> prepare(std::string_view sql);
    /// First column of the first row.
    Result<std::int64_t> number(std::string_view sql);
    Result<std::string> text(std::string_view sql);
    /// Reads on past what is missing or does not fit, for saving what can be saved.
    Result<void> tolerateDamage();
    bool inTransaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    int changes() const { return sqlite3_changes(handle_.get()); }

private:
    struct Close {
        void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    };
    explicit Database(sqlite3* handle) : handle_(handle) {}
    Error lastError() const;

    std::unique_ptr<sqlite3, Close> handle_;
};

} // namespace xpu::history
