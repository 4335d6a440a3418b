#include "core/history/migration_list.h"

namespace xpu::history {

// `wishes` is what people asked of a task beyond its file, as one line of JSON: it is read with the
// row and never searched. `undo` is a stack that `seq` orders; rows with `redo` were undone.
const char* const kMigration3 = R"sql(
ALTER TABLE task ADD COLUMN wishes TEXT NOT NULL DEFAULT '';
CREATE TABLE undo (
    seq INTEGER PRIMARY KEY,
    redo INTEGER NOT NULL,
    deed TEXT NOT NULL,
    task TEXT NOT NULL,
    tasks INTEGER NOT NULL,
    inverse TEXT NOT NULL
);
CREATE TABLE snooze (
    device TEXT PRIMARY KEY,
    until_us INTEGER NOT NULL
) WITHOUT ROWID;
)sql";

} // namespace xpu::history
