#include "core/history/salvage.h"

#include "core/history/migrations.h"

#include <filesystem>

namespace xpu::history {
namespace {

namespace fs = std::filesystem;

struct Table {
    const char* name;
    const char* key;
    const char* keyDescending;
    std::int64_t since = 1; ///< schema version that brought it
};
constexpr Table kTables[] = {
    {"word", "id", "id DESC"},
    {"flag", "name", "name DESC"},
    {"granted", "folder", "folder DESC"},
    {"approval", "digest", "digest DESC"},
    {"source", "key", "key DESC"},
    {"task", "id", "id DESC"},
    {"run", "key", "key DESC"},
    {"started", "run, step", "run DESC, step DESC"},
    {"step", "key", "key DESC"},
    {"why", "key", "key DESC"},
    {"telemetry", "sensor, utc_us", "sensor DESC, utc_us DESC"},
    {"sample", "device, operation, dtype, slot",
     "device DESC, operation DESC, dtype DESC, slot DESC", 2},
    {"probe", "device, operation, size", "device DESC, operation DESC, size DESC", 2},
    {"undo", "seq", "seq DESC", 3},
    {"snooze", "device", "device DESC", 3},
    {"made", "path", "path DESC", 4},
};

std::string holes(int count)
{
    std::string text = "?";
    for (int i = 1; i < count; ++i)
        text += ",?";
    return text;
}

/// Reads the table in one direction until its end or the damage.
/// @return true if the end was reached; an error only if `fresh` cannot be written
Result<bool> copyRows(Database& damaged, Database& fresh, const std::string& select,
                      const std::string& table, std::uint64_t& rows)
{
    auto from = damaged.prepare(select);
    if (!from)
        return false;
    auto into = fresh.prepare("INSERT OR IGNORE INTO " + table + " VALUES ("
                              + holes(from->columns()) + ")");
    if (!into)
        return false; // other columns than this version has
    while (true) {
        const Result<bool> row = from->step();
        if (!row)
            return false;
        if (!*row)
            return true;
        from->copyRow(*into);
        if (Result<void> done = into->run(); done)
            rows += static_cast<std::uint64_t>(fresh.changes());
        else if (done.error().code != Errc::InvalidInput)
            return tl::unexpected(done.error());
    }
}

Result<bool> copyTable(Database& damaged, Database& fresh, const Table& table, std::uint64_t& rows)
{
    const std::string select = std::string("SELECT * FROM ") + table.name + " ORDER BY ";
    Result<bool> whole = copyRows(damaged, fresh, select + table.key, table.name, rows);
    if (!whole || *whole)
        return whole;
    // From the other end, to reach what lies behind the damage.
    whole = copyRows(damaged, fresh, select + table.keyDescending, table.name, rows);
    if (!whole)
        return whole;
    return false;
}

} // namespace

Result<std::string> moveAside(const std::string& file, const std::string& word)
{
    std::error_code failed;
    for (int n = 1;; ++n) {
        std::string aside = file;
        aside.append(".").append(word).append("-").append(std::to_string(n));
        if (fs::exists(fs::symlink_status(aside, failed)))
            continue;
        fs::rename(file, aside, failed);
        if (failed)
            return fail(Errc::Io, aside + ": " + failed.message());
        for (const char* side : {"-wal", "-shm"}) {
            fs::rename(file + side, aside + side, failed);
            if (failed && failed != std::errc::no_such_file_or_directory)
                return fail(Errc::Io, aside + side + ": " + failed.message());
        }
        return aside;
    }
}

Result<Salvaged> salvage(const std::string& damaged, Database& fresh)
{
    Result<Database> old = Database::open(damaged, Database::Mode::ReadOnly);
    if (!old || !old->tolerateDamage())
        return Salvaged{};
    const Result<std::int64_t> version = old->number("PRAGMA user_version");
    if (!version || *version < 1 || *version > kSchemaVersion)
        return Salvaged{};
    if (Result<void> migrated = migrate(fresh, *version); !migrated)
        return tl::unexpected(migrated.error());
    if (Result<void> begun = fresh.run("BEGIN IMMEDIATE"); !begun)
        return tl::unexpected(begun.error());
    Salvaged saved;
    saved.complete = true;
    for (const Table& table : kTables) {
        if (table.since > *version)
            continue;
        const Result<bool> whole = copyTable(*old, fresh, table, saved.rows);
        if (!whole) {
            static_cast<void>(fresh.run("ROLLBACK"));
            return tl::unexpected(whole.error());
        }
        saved.complete = saved.complete && *whole;
    }
    if (Result<void> committed = fresh.run("COMMIT"); !committed)
        return tl::unexpected(committed.error());
    return saved;
}

std::string noticeOf(const Salvaged& saved, const std::string& file, const std::string& aside)
{
    std::string text =
        "The history in " + file + " was damaged. The damaged file is kept as " + aside + ". ";
    if (saved.rows == 0)
        return text + "Nothing in it could be read; a new history has begun.";
    text += std::to_string(saved.rows) + " rows were carried over";
    return text
           + (saved.complete ? "; every table was readable." : "; the rest could not be read.");
}

} // namespace xpu::history
