#include "core/history/migration_list.h"

namespace xpu::history {

// Keys of `step` and `why` are run.key << 32 | number: rows of a run lie side by side, arrive nearly
// in order, and need no second index. Words (device, operation, state, ...) are stored once.
const char* const kMigration1 = R"sql(
CREATE TABLE word (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
CREATE TABLE source (
    key TEXT PRIMARY KEY,
    text TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE task (
    id BLOB PRIMARY KEY,
    run BLOB NOT NULL,
    position TEXT NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    owner_uid INTEGER NOT NULL,
    unsafe_ownership INTEGER NOT NULL,
    submitter_uid INTEGER NOT NULL,
    submitter TEXT NOT NULL,
    host TEXT NOT NULL,
    via TEXT NOT NULL,
    submitted_us INTEGER NOT NULL,
    out_folder TEXT NOT NULL,
    devices TEXT NOT NULL,
    removed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX task_by_position ON task (position) WHERE removed = 0;
CREATE TABLE run (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    task BLOB NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    started_us INTEGER NOT NULL,
    finished_us INTEGER,
    makespan_s REAL,
    predicted_s REAL,
    lower_bound_s REAL,
    energy_j REAL,
    energy_quality TEXT NOT NULL,
    steps INTEGER NOT NULL
);
CREATE INDEX run_by_time ON run (started_us);
CREATE TABLE step (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    state INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    device INTEGER NOT NULL,
    started_us INTEGER NOT NULL,
    finished_us INTEGER NOT NULL,
    why INTEGER NOT NULL,
    energy_quality INTEGER NOT NULL,
    dtype INTEGER NOT NULL,
    error_code INTEGER NOT NULL,
    error_message TEXT,
    predicted_s REAL,
    predicted_lo_s REAL,
    predicted_hi_s REAL,
    actual_s REAL,
    prepare_s REAL,
    transfer_s REAL,
    wait_s REAL,
    cpu_s REAL,
    bytes_in INTEGER,
    bytes_out INTEGER,
    peak_memory INTEGER,
    energy_j REAL,
    flops REAL,
    bytes REAL
);
CREATE TABLE why (
    key INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);
CREATE TABLE started (
    run INTEGER NOT NULL,
    step TEXT NOT NULL,
    device TEXT NOT NULL,
    utc_us INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    PRIMARY KEY (run, step)
) WITHOUT ROWID;
CREATE TABLE telemetry (
    sensor INTEGER NOT NULL,
    utc_us INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    min REAL NOT NULL,
    mean REAL NOT NULL,
    max REAL NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (sensor, utc_us)
) WITHOUT ROWID;
CREATE TABLE approval (
    digest TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    uid INTEGER NOT NULL,
    utc_us INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE granted (
    folder TEXT PRIMARY KEY,
    uid INTEGER NOT NULL,
    utc_us INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE flag (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
)sql";

} // namespace xpu::history
