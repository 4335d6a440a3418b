#include "core/history/retention.h"

#include <algorithm>
#include <optional>

namespace xpu::history {
namespace {

constexpr std::int64_t kRowsAtOnce = 2000;
constexpr std::int64_t kMicros = 1'000'000;
/// Ten-second rows that one fold merges at most: six hours.
constexpr std::int64_t kFoldSpan = 6 * 3600 * kMicros;

std::string digits(std::int64_t value) { return std::to_string(value); }

/// Runs `work` in a transaction of its own; whatever fails leaves nothing behind.
template <class Work>
Result<Tidied> inTransaction(Database& db, Work work)
{
    if (Result<void> begun = db.run("BEGIN IMMEDIATE"); !begun)
        return tl::unexpected(begun.error());
    Result<Tidied> done = work();
    if (done)
        if (Result<void> kept = db.run("COMMIT"); !kept)
            done = tl::unexpected(kept.error());
    if (!done && db.inTransaction())
        static_cast<void>(db.run("ROLLBACK"));
    return done;
}

/// The first column of the first row; nothing when there is no row.
Result<std::optional<std::int64_t>> maybeNumber(Database& db, const std::string& sql)
{
    auto query = db.prepare(sql);
    if (!query)
        return tl::unexpected(query.error());
    const Result<bool> row = query->step();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? std::optional(query->get<std::int64_t>(0)) : std::nullopt;
}

Result<Tidied> removeRun(Database& db, std::int64_t run)
{
    const std::string keys =
        " WHERE key >= " + digits(run << 32) + " AND key < " + digits((run + 1) << 32);
    for (const char* table : {"step", "why"}) {
        const std::string name = table;
        if (Result<void> done = db.run("DELETE FROM " + name + " WHERE key IN (SELECT key FROM "
                                       + name + keys + " LIMIT " + digits(kRowsAtOnce) + ")");
            !done)
            return tl::unexpected(done.error());
        if (db.changes() > 0)
            return Tidied{static_cast<std::size_t>(db.changes()), true};
    }
    if (Result<void> done = db.run("DELETE FROM started WHERE run = " + digits(run)
                                   + "; DELETE FROM run WHERE key = " + digits(run));
        !done)
        return tl::unexpected(done.error());
    return Tidied{1, true};
}

struct FineRow {
    std::int64_t sensor = 0, utcMicros = 0;
};

/// The oldest roll-up of some sensor that is finer than `seconds` and in a whole interval.
Result<std::optional<FineRow>> firstFineRow(Database& db, std::int64_t before, std::int32_t seconds)
{
    std::int64_t sensor = -1;
    while (true) {
        const auto next = maybeNumber(db, "SELECT sensor FROM telemetry WHERE sensor > "
                                              + digits(sensor) + " ORDER BY sensor LIMIT 1");
        if (!next)
            return tl::unexpected(next.error());
        if (!*next)
            return std::nullopt;
        sensor = **next;
        const auto at =
            maybeNumber(db, "SELECT utc_us FROM telemetry WHERE sensor = " + digits(sensor)
                                + " AND utc_us < " + digits(before) + " AND seconds < "
                                + digits(seconds) + " ORDER BY utc_us LIMIT 1");
        if (!at)
            return tl::unexpected(at.error());
        if (*at)
            return FineRow{sensor, **at};
    }
}

std::string foldSql(const std::string& which, std::int64_t width, std::int32_t seconds)
{
    const std::string start = "utc_us / " + digits(width) + " * " + digits(width);
    return "CREATE TEMP TABLE folded AS SELECT sensor, " + start
           + " AS start, min(min) AS lo, sum(mean * count) / max(sum(count), 1) AS mid,"
             " max(max) AS hi, sum(count) AS n FROM telemetry"
           + which + " GROUP BY sensor, start; DELETE FROM telemetry" + which
           + "; INSERT OR REPLACE INTO telemetry SELECT sensor, start, " + digits(seconds)
           + ", lo, mid, hi, n FROM folded; DROP TABLE folded;";
}

} // namespace

Result<std::set<RunId>> listedRuns(Database& db)
{
    auto query = db.prepare("SELECT run FROM task WHERE removed = 0");
    if (!query)
        return tl::unexpected(query.error());
    std::set<RunId> runs;
    while (true) {
        const Result<bool> row = query->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return runs;
        runs.emplace(query->get<Uuid>(0));
    }
}

Result<Tidied> forgetRun(Database& db, std::int64_t beforeUtcMicros)
{
    return inTransaction(db, [&]() -> Result<Tidied> {
        // A run without a start, of a database that was rescued, has no age.
        const auto run =
            maybeNumber(db, "SELECT key FROM run WHERE started_us > 0 AND started_us < "
                                + digits(beforeUtcMicros)
                                + " AND id NOT IN (SELECT run FROM task WHERE removed = 0)"
                                  " ORDER BY started_us LIMIT 1");
        if (!run)
            return tl::unexpected(run.error());
        return *run ? removeRun(db, **run) : Result<Tidied>(Tidied{});
    });
}

Result<Tidied> foldOneSensor(Database& db, std::int64_t beforeUtcMicros, std::int32_t seconds)
{
    // Whole intervals only: the last one may still receive rows.
    const std::int64_t width = seconds * kMicros;
    const std::int64_t before = beforeUtcMicros / width * width;
    return inTransaction(db, [&]() -> Result<Tidied> {
        const auto first = firstFineRow(db, before, seconds);
        if (!first)
            return tl::unexpected(first.error());
        if (!*first)
            return Tidied{};
        const std::int64_t from = (*first)->utcMicros / width * width;
        const std::int64_t span = std::max(kFoldSpan / width * width, width);
        const std::string which = " WHERE sensor = " + digits((*first)->sensor)
                                  + " AND utc_us >= " + digits(from) + " AND utc_us < "
                                  + digits(std::min(from + span, before)) + " AND seconds < "
                                  + digits(seconds);
        if (Result<void> done = db.run(foldSql(which, width, seconds)); !done)
            return tl::unexpected(done.error());
        return Tidied{1, true};
    });
}

Result<Tidied> dropTelemetry(Database& db, std::int64_t beforeUtcMicros)
{
    return inTransaction(db, [&]() -> Result<Tidied> {
        std::int64_t sensor = -1;
        while (true) {
            const auto next = maybeNumber(db, "SELECT sensor FROM telemetry WHERE sensor > "
                                                  + digits(sensor) + " ORDER BY sensor LIMIT 1");
            if (!next)
                return tl::unexpected(next.error());
            if (!*next)
                return Tidied{};
            sensor = **next;
            const std::string which =
                " WHERE sensor = " + digits(sensor) + " AND utc_us < " + digits(beforeUtcMicros);
            if (Result<void> done = db.run("DELETE FROM telemetry WHERE sensor = " + digits(sensor)
                                           + " AND utc_us IN (SELECT utc_us FROM telemetry" + which
                                           + " LIMIT " + digits(kRowsAtOnce) + ")");
                !done)
                return tl::unexpected(done.error());
            if (db.changes() > 0)
                return Tidied{static_cast<std::size_t>(db.changes()), true};
        }
    });
}

Result<std::vector<MadeFile>> madeAfter(Database& db, const std::string& path, std::size_t limit)
{
    auto query = db.prepare("SELECT path, size, mtime_ns, inode, recipe FROM made WHERE path > ?"
                            " ORDER BY path LIMIT ?");
    if (!query)
        return tl::unexpected(query.error());
    query->bind(path, limit);
    std::vector<MadeFile> files;
    while (true) {
        const Result<bool> row = query->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return files;
        files.push_back(
            {query->get<std::string>(0),
             {static_cast<std::uint64_t>(query->get<std::int64_t>(1)), query->get<std::int64_t>(2),
              static_cast<std::uint64_t>(query->get<std::int64_t>(3))},
             query->get<std::string>(4)});
    }
}

Result<void> forgetMade(Database& db, const std::vector<MadeFile>& files)
{
    return inTransaction(db,
                         [&]() -> Result<Tidied> {
                             auto forget = db.prepare("DELETE FROM made WHERE path=? AND"
                                                      " mtime_ns=? AND inode=? AND recipe=?");
                             if (!forget)
                                 return tl::unexpected(forget.error());
                             for (const MadeFile& file : files)
                                 if (Result<void> done =
                                         forget
                                             ->bind(file.path, file.stamp.mtimeNanos,
                                                    file.stamp.inode, file.recipe)
                                             .run();
                                     !done)
                                     return tl::unexpected(done.error());
                             return Tidied{files.size(), false};
                         })
        .map([](const Tidied&) {});
}

} // namespace xpu::history
