#include "core/history/migration_list.h"

namespace xpu::history {

// `sample` is a ring per line: slot goes round after kSamplesKept, so what a restart reads does not
// grow with the history. `device` is the word of a fingerprint, not of an id: what another card or
// driver once did under the same id teaches nothing. A probe without `run_s` was begun and did not
// end; `tries` says how often.
const char* const kMigration2 = R"sql(
CREATE TABLE sample (
    device INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    dtype INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    number INTEGER NOT NULL,
    flops REAL NOT NULL,
    bytes REAL NOT NULL,
    run_s REAL NOT NULL,
    prepare_s REAL NOT NULL,
    PRIMARY KEY (device, operation, dtype, slot)
) WITHOUT ROWID;
CREATE TABLE probe (
    device INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    size INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    dtype INTEGER NOT NULL,
    flops REAL NOT NULL,
    bytes REAL NOT NULL,
    run_s REAL,
    prepare_s REAL NOT NULL,
    PRIMARY KEY (device, operation, size)
) WITHOUT ROWID;
)sql";

} // namespace xpu::history
