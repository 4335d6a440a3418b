#include "core/history/opening.h"

#include "core/history/migrations.h"
#include "core/history/salvage.h"

#include <filesystem>

namespace xpu::history {
namespace {

namespace fs = std::filesystem;

/// Above this size only the tables of the queue are checked at start, so that it stays quick.
constexpr std::uintmax_t kCheckedWhole = 256u << 20;
constexpr const char* kQueueTables[] = {"task", "source", "run", "started", "approval", "granted"};

enum class Health { Fresh, Ours, Newer, Damaged };

bool saysOk(const Result<std::string>& check) { return check && *check == "ok"; }

bool passesQuickCheck(Database& db, std::uintmax_t size)
{
    if (size <= kCheckedWhole)
        return saysOk(db.text("PRAGMA quick_check(1)"));
    for (const char* table : kQueueTables)
        if (!saysOk(db.text("PRAGMA quick_check(" + std::string(table) + ")")))
            return false;
    return true;
}

std::uintmax_t sizeOf(const std::string& file)
{
    std::error_code none;
    const std::uintmax_t size = fs::file_size(file, none);
    return none ? 0 : size;
}

Result<Health> healthFrom(const Error& error)
{
    if (error.code == Errc::Busy || error.code == Errc::Permission
        || error.code == Errc::OutOfMemory)
        return tl::unexpected(error);
    return Health::Damaged;
}

Result<Health> examine(Database& db, const std::string& file)
{
    const std::uintmax_t size = sizeOf(file);
    if (size == 0)
        return sizeOf(file + "-wal") > 0 ? Health::Damaged : Health::Fresh;
    const Result<std::int64_t> application = db.number("PRAGMA application_id");
    if (!application)
        return healthFrom(application.error());
    const Result<std::int64_t> version = db.number("PRAGMA user_version");
    if (!version)
        return healthFrom(version.error());
    const Result<std::int64_t> tables = db.number("SELECT count(*) FROM sqlite_schema");
    if (!tables)
        return healthFrom(tables.error());
    if (*tables == 0 && *version == 0)
        return Health::Fresh;
    if (*application != kApplicationId || *version < 1)
        return Health::Damaged;
    if (*version > kSchemaVersion)
        return Health::Newer;
    return passesQuickCheck(db, size) ? Health::Ours : Health::Damaged;
}

Result<void> prepareForWriting(Database& db)
{
    // The default of 1000 pages would check-point ten times a second during a large run.
    for (const char* setting :
         {"PRAGMA page_size=8192", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
          "PRAGMA wal_autocheckpoint=8192", "PRAGMA journal_size_limit=67108864",
          "PRAGMA cache_size=-16384", "PRAGMA temp_store=MEMORY"})
        if (Result<void> done = db.run(setting); !done)
            return done;
    return {};
}

Result<Opened> begin(Database db, std::string notice)
{
    if (Result<void> ready = prepareForWriting(db); !ready)
        return tl::unexpected(ready.error());
    if (Result<void> migrated = migrate(db); !migrated)
        return tl::unexpected(migrated.error());
    return Opened{std::move(db), std::move(notice), false};
}

Result<Opened> openNewer(const std::string& file)
{
    Result<Database> db = Database::open(file, Database::Mode::ReadOnly);
    if (!db)
        return tl::unexpected(db.error());
    return Opened{std::move(*db),
                  "The history in " + file
                      + " was written by a newer version of this program. It is open for looking "
                        "only; nothing can be queued until that version is used again.",
                  true};
}

Result<Opened> rebuild(const std::string& file)
{
    const Result<std::string> aside = moveAside(file, "damaged");
    if (!aside)
        return tl::unexpected(aside.error());
    Result<Database> fresh = Database::open(file, Database::Mode::ReadWrite);
    if (!fresh)
        return tl::unexpected(fresh.error());
    if (Result<void> ready = prepareForWriting(*fresh); !ready)
        return tl::unexpected(ready.error());
    const Result<Salvaged> saved = salvage(*aside, *fresh);
    if (!saved)
        return tl::unexpected(saved.error());
    return begin(std::move(*fresh), noticeOf(*saved, file, *aside));
}

} // namespace

Result<Opened> openForOwner(const std::string& file)
{
    Result<Database> db = Database::open(file, Database::Mode::ReadWrite);
    if (!db)
        return tl::unexpected(db.error());
    const Result<Health> health = examine(*db, file);
    if (!health)
        return tl::unexpected(health.error());
    switch (*health) {
    case Health::Newer:
        return openNewer(file);
    case Health::Damaged:
        db = fail(Errc::Corrupt, file); // closed before it is moved
        return rebuild(file);
    case Health::Fresh:
    case Health::Ours:
        break;
    }
    return begin(std::move(*db), {});
}

} // namespace xpu::history
