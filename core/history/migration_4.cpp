#include "core/history/migration_list.h"

namespace xpu::history {

// What a step left in a file, so that a later run of the same step can tell whether it still stands:
// how the file looked, and a line of what it was made from.
const char* const kMigration4 = R"sql(
CREATE TABLE made (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    recipe TEXT NOT NULL
) WITHOUT ROWID;
)sql";

} // namespace xpu::history
