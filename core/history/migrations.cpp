#include "core/history/migrations.h"

#include "core/history/migration_list.h"

#include <array>

namespace xpu::history {
namespace {

/// Entry i leads from version i to i + 1.
const std::array kMigrations = {kMigration1, kMigration2, kMigration3, kMigration4};

Result<void> applyOne(Database& db, std::size_t from)
{
    const std::string sql = std::string("BEGIN IMMEDIATE;") + kMigrations[from]
                            + "PRAGMA application_id=" + std::to_string(kApplicationId)
                            + ";PRAGMA user_version=" + std::to_string(from + 1) + ";COMMIT;";
    Result<void> done = db.run(sql);
    if (!done && db.inTransaction())
        static_cast<void>(db.run("ROLLBACK"));
    return done;
}

} // namespace

const std::int64_t kSchemaVersion = static_cast<std::int64_t>(kMigrations.size());

Result<void> migrate(Database& db, std::int64_t version)
{
    const Result<std::int64_t> present = db.number("PRAGMA user_version");
    if (!present)
        return tl::unexpected(present.error());
    for (auto from = static_cast<std::size_t>(*present); from < static_cast<std::size_t>(version);
         ++from)
        if (Result<void> done = applyOne(db, from); !done)
            return done;
    return {};
}

} // namespace xpu::history
