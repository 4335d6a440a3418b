#include "core/history/sqlite.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>

namespace xpu::history {
namespace {

constexpr int kBusyMillis = 2000;

/// SQLite gives its side files the mode of the database, so the mode is set before it opens it.
void createPrivately(const std::string& file)
{
    if (file == ":memory:")
        return;
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        ::close(fd);
}

} // namespace

Errc errcOf(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
        return Errc::NoSpace;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Errc::Corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Errc::Busy;
    case SQLITE_NOMEM:
        return Errc::OutOfMemory;
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
        return Errc::Permission;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return Errc::Io;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
        return Errc::InvalidInput;
    default:
        return Errc::Internal;
    }
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    sqlite3* db = sqlite3_db_handle(statement_.get());
    Error error{errcOf(code), sqlite3_errmsg(db)};
    sqlite3_reset(statement_.get());
    return tl::unexpected(std::move(error));
}

Result<void> Statement::run()
{
    while (true) {
        const Result<bool> more = step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
    }
    reset();
    return {};
}

void Statement::copyRow(Statement& into) const
{
    sqlite3_reset(into.statement_.get());
    for (int i = 0; i < columns(); ++i)
        sqlite3_bind_value(into.statement_.get(), i + 1, sqlite3_column_value(statement_.get(), i));
}

template <>
std::int64_t Statement::get<std::int64_t>(int at) const
{
    return sqlite3_column_int64(statement_.get(), at);
}
template <>
double Statement::get<double>(int at) const
{
    return sqlite3_column_double(statement_.get(), at);
}
template <>
std::string Statement::get<std::string>(int at) const
{
    const auto* text = static_cast<const char*>(sqlite3_column_blob(statement_.get(), at));
    const int size = sqlite3_column_bytes(statement_.get(), at);
    return text ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}
template <>
Uuid Statement::get<Uuid>(int at) const
{
    Uuid id;
    const void* bytes = sqlite3_column_blob(statement_.get(), at);
    if (bytes && sqlite3_column_bytes(statement_.get(), at) == 16)
        std::memcpy(id.bytes.data(), bytes, 16);
    return id;
}
template <>
std::optional<double> Statement::get<std::optional<double>>(int at) const
{
    if (sqlite3_column_type(statement_.get(), at) == SQLITE_NULL)
        return std::nullopt;
    return get<double>(at);
}
template <>
std::optional<std::uint64_t> Statement::get<std::optional<std::uint64_t>>(int at) const
{
    if (sqlite3_column_type(statement_.get(), at) == SQLITE_NULL)
        return std::nullopt;
    return static_cast<std::uint64_t>(get<std::int64_t>(at));
}

Result<Database> Database::open(const std::string& file, Mode mode)
{
    if (mode == Mode::ReadWrite)
        createPrivately(file);
    const int access =
        mode == Mode::ReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &handle, access | SQLITE_OPEN_NOMUTEX, nullptr);
    Database db(handle);
    if (code != SQLITE_OK)
        return fail(errcOf(code), file + ": " + sqlite3_errstr(code));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyMillis);
    // A damaged schema must not be able to call functions or write behind our back.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return db;
}

Error Database::lastError() const
{
    return Error{errcOf(sqlite3_extended_errcode(handle_.get())), sqlite3_errmsg(handle_.get())};
}

Result<void> Database::run(const std::string& sql)
{
    if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(lastError());
    return {};
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr)
        != SQLITE_OK)
        return tl::unexpected(lastError());
    return Statement(statement);
}

Result<void> Database::tolerateDamage()
{
    // With a writable schema SQLite opens files that are shorter than their header says.
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    return run("PRAGMA writable_schema=ON");
}

Result<std::int64_t> Database::number(std::string_view sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    const Result<bool> row = statement->step();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? statement->get<std::int64_t>(0) : 0;
}

Result<std::string> Database::text(std::string_view sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    const Result<bool> row = statement->step();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? statement->get<std::string>(0) : std::string();
}

} // namespace xpu::history
