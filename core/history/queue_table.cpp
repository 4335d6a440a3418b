#include "core/history/queue_table.h"

#include "core/history/preparing.h"
#include "core/history/text_forms.h"

namespace xpu::history {

Result<QueueTable> QueueTable::prepare(Database& db)
{
    QueueTable t;
    Preparing prepare(db);
    prepare(t.task_, "INSERT OR REPLACE INTO task VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    prepare(t.source_, "INSERT OR IGNORE INTO source VALUES (?,?)");
    prepare(t.approval_, "INSERT OR REPLACE INTO approval VALUES (?,?,?,?)");
    prepare(t.grant_, "INSERT OR REPLACE INTO granted VALUES (?,?,?)");
    prepare(t.revoke_, "DELETE FROM granted WHERE folder=?");
    prepare(t.flag_, "INSERT OR REPLACE INTO flag VALUES (?,?)");
    prepare(t.undoDrop_, "DELETE FROM undo WHERE seq=?");
    prepare(t.undoAdd_, "INSERT OR REPLACE INTO undo VALUES (?,?,?,?,?,?)");
    prepare(t.snooze_, "INSERT OR REPLACE INTO snooze VALUES (?,?)");
    prepare(t.wake_, "DELETE FROM snooze WHERE device=?");
    if (Result<void> prepared = prepare.result(); !prepared)
        return tl::unexpected(prepared.error());
    return t;
}

Result<void> QueueTable::putSource(const std::string& key, const std::string& text)
{
    if (text.empty() || sources_.contains(key))
        return {};
    if (Result<void> done = source_.bind(key, text).run(); !done)
        return done;
    sources_.insert(key);
    return {};
}

Result<void> QueueTable::put(const TaskRow& row)
{
    // The text does not change while position and state do: it is stored once per content.
    const std::string source = row.sha256.empty() ? "task:" + row.id.text() : row.sha256;
    if (Result<void> done = putSource(source, row.text); !done)
        return done;
    const std::string devices = joinWords(row.devices);
    return task_
        .bind(row.id, row.run, row.position, nameOf(row.state), row.name, row.path, source,
              row.sha256, row.ownerUid, row.unsafeOwnership, row.submitterUid, row.submitter,
              row.host, row.via, row.submittedUtcMicros, row.outFolder, devices, row.removed,
              textOf(row.wishes))
        .run();
}

Result<void> QueueTable::put(const Approval& row)
{
    return approval_.bind(row.digest, row.path, row.uid, row.utcMicros).run();
}

Result<void> QueueTable::put(const GrantRow& row)
{
    return grant_.bind(row.folder, row.uid, row.utcMicros).run();
}

Result<void> QueueTable::put(const GrantRevoked& row) { return revoke_.bind(row.folder).run(); }

Result<void> QueueTable::put(const QueuePaused& row)
{
    return flag_.bind(std::string_view("queue_paused"), row.paused).run();
}

Result<void> QueueTable::put(const UndoChanged& row)
{
    for (const std::int64_t seq : row.dropped)
        if (Result<void> done = undoDrop_.bind(seq).run(); !done)
            return done;
    if (!row.added)
        return {};
    const UndoRow& entry = *row.added;
    return undoAdd_.bind(entry.seq, entry.redo, entry.deed, entry.task, entry.tasks, entry.inverse)
        .run();
}

Result<void> QueueTable::put(const DeviceSnoozed& row)
{
    if (row.untilUtcMicros == 0)
        return wake_.bind(row.device).run();
    return snooze_.bind(row.device, row.untilUtcMicros).run();
}

} // namespace xpu::history
