#include "core/history/reader.h"

#include "core/history/run_name.h"
#include "core/history/text_forms.h"

#include <algorithm>
#include <unordered_map>

namespace xpu::history {
namespace {

constexpr std::string_view kRunColumns =
    "r.id, r.task, r.name, r.state, r.started_us, r.makespan_s, r.predicted_s, r.lower_bound_s,"
    " r.energy_j, r.energy_quality, r.steps";

RunSummary summaryOf(const Statement& row)
{
    RunSummary run;
    run.run = RunId(row.get<Uuid>(0));
    run.task = TaskId(row.get<Uuid>(1));
    run.name = row.get<std::string>(2);
    run.state = row.get<std::string>(3);
    run.startedUtcMicros = row.get<std::int64_t>(4);
    run.makespanS = row.get<std::optional<double>>(5);
    run.predictedS = row.get<std::optional<double>>(6);
    run.lowerBoundS = row.get<std::optional<double>>(7);
    run.energyJ = row.get<std::optional<double>>(8);
    run.energyQuality = row.get<std::string>(9);
    run.steps = static_cast<std::uint64_t>(row.get<std::int64_t>(10));
    return run;
}

TaskRow taskOf(const Statement& row)
{
    TaskRow task;
    task.id = TaskId(row.get<Uuid>(0));
    task.run = RunId(row.get<Uuid>(1));
    task.position = row.get<std::string>(2);
    // A state this version does not know must not be run on a guess.
    task.state = taskStateFromName(row.get<std::string>(3)).value_or(TaskState::Held);
    task.name = row.get<std::string>(4);
    task.path = row.get<std::string>(5);
    task.text = row.get<std::string>(6);
    task.sha256 = row.get<std::string>(7);
    task.ownerUid = static_cast<std::uint32_t>(row.get<std::int64_t>(8));
    task.unsafeOwnership = row.get<std::int64_t>(9) != 0;
    task.submitterUid = static_cast<std::uint32_t>(row.get<std::int64_t>(10));
    task.submitter = row.get<std::string>(11);
    task.host = row.get<std::string>(12);
    task.via = row.get<std::string>(13);
    task.submittedUtcMicros = row.get<std::int64_t>(14);
    task.outFolder = row.get<std::string>(15);
    task.devices = splitWords(row.get<std::string>(16));
    // What cannot be read was written by no version of this program: the file's own words count.
    task.wishes = wishesFromText(row.get<std::string>(17)).value_or(Wishes{});
    return task;
}

StepFinished stepOf(const Statement& row, const Words& words)
{
    const auto word = [&](int at) { return words.textOf(row.get<std::int64_t>(at)); };
    StepFinished step;
    step.index = static_cast<std::uint32_t>(row.get<std::int64_t>(0));
    step.step = row.get<std::string>(1);
    step.state = stepStateFromName(word(2)).value_or(StepState::Unknown);
    step.operation = word(3);
    step.device = word(4);
    step.startedUtcMicros = row.get<std::int64_t>(5);
    step.finishedUtcMicros = row.get<std::int64_t>(6);
    step.energyQuality = word(8);
    step.dtype = word(9);
    step.errorCode = word(10);
    step.errorMessage = row.get<std::string>(11);
    std::optional<double>* const times[] = {
        &step.predictedS, &step.predictedLoS, &step.predictedHiS, &step.actualS,
        &step.prepareS,   &step.transferS,    &step.waitS,        &step.cpuS};
    for (int i = 0; i < 8; ++i)
        *times[i] = row.get<std::optional<double>>(12 + i);
    step.bytesIn = row.get<std::optional<std::uint64_t>>(20);
    step.bytesOut = row.get<std::optional<std::uint64_t>>(21);
    step.peakMemory = row.get<std::optional<std::uint64_t>>(22);
    step.energyJ = row.get<std::optional<double>>(23);
    step.flops = row.get<double>(24);
    step.bytes = row.get<double>(25);
    return step;
}

/// Runs `sql` with `values` and hands every row to `take`.
template <class Take, class... Values>
Result<void> forEachRow(Database& db, std::string_view sql, Take take, const Values&... values)
{
    auto statement = db.prepare(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    statement->bind(values...);
    while (true) {
        const Result<bool> row = statement->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        take(*statement);
    }
}

template <class T>
Result<T> valueUnless(const Result<void>& failed, T value)
{
    if (!failed)
        return tl::unexpected(failed.error());
    return value;
}

/// When the last step of the run ended, as far as it got.
std::int64_t endOf(const RunDetail& run)
{
    std::int64_t end = run.summary.startedUtcMicros
                       + static_cast<std::int64_t>(run.summary.makespanS.value_or(0) * 1e6);
    for (const StepFinished& step : run.steps)
        end = std::max(end, step.finishedUtcMicros);
    return end;
}

} // namespace

Result<void> Reader::readTasks(Recovered& into)
{
    return forEachRow(
        db_,
        "SELECT t.id, t.run, t.position, t.state, t.name, t.path, s.text, t.sha256, t.owner_uid,"
        " t.unsafe_ownership, t.submitter_uid, t.submitter, t.host, t.via, t.submitted_us,"
        " t.out_folder, t.devices, t.wishes FROM task t LEFT JOIN source s ON s.key = t.source"
        " WHERE t.removed = 0 ORDER BY t.position, t.id",
        [&](const Statement& row) { into.tasks.push_back(taskOf(row)); });
}

Result<void> Reader::readStarted(Recovered& into)
{
    return forEachRow(db_,
                      "SELECT r.task, r.id, s.step, s.device, s.utc_us, s.attempt FROM started s"
                      " JOIN run r ON r.key = s.run JOIN task t ON t.id = r.task AND t.run = r.id"
                      " WHERE t.removed = 0 ORDER BY s.utc_us",
                      [&](const Statement& row) {
                          StepStarted step;
                          step.task = TaskId(row.get<Uuid>(0));
                          step.run = RunId(row.get<Uuid>(1));
                          step.step = row.get<std::string>(2);
                          step.device = row.get<std::string>(3);
                          step.utcMicros = row.get<std::int64_t>(4);
                          step.attempt = static_cast<int>(row.get<std::int64_t>(5));
                          into.startedSteps.push_back(std::move(step));
                      });
}

Result<void> Reader::readUndo(Recovered& into)
{
    Result<void> read =
        forEachRow(db_, "SELECT seq, redo, deed, task, tasks, inverse FROM undo ORDER BY seq",
                   [&](const Statement& row) {
                       UndoRow entry;
                       entry.seq = row.get<std::int64_t>(0);
                       entry.redo = row.get<std::int64_t>(1) != 0;
                       entry.deed = row.get<std::string>(2);
                       entry.task = row.get<std::string>(3);
                       entry.tasks = static_cast<std::size_t>(row.get<std::int64_t>(4));
                       entry.inverse = row.get<std::string>(5);
                       into.undo.push_back(std::move(entry));
                   });
    if (!read)
        return read;
    return forEachRow(db_, "SELECT device, until_us FROM snooze", [&](const Statement& row) {
        into.snoozed.push_back({row.get<std::string>(0), row.get<std::int64_t>(1)});
    });
}

Result<std::vector<std::string>> Reader::texts(const char* sql)
{
    std::vector<std::string> all;
    const Result<void> read =
        forEachRow(db_, sql, [&](const Statement& row) { all.push_back(row.get<std::string>(0)); });
    return valueUnless(read, std::move(all));
}

Result<Recovered> Reader::recover()
{
    Recovered all;
    if (Result<void> read = readTasks(all); !read)
        return tl::unexpected(read.error());
    for (const TaskRow& task : all.tasks) {
        if (!task.run)
            continue;
        std::int64_t key = 0;
        const Result<void> found = forEachRow(
            db_, "SELECT key FROM run WHERE id = ?",
            [&](const Statement& row) { key = row.get<std::int64_t>(0); }, task.run);
        if (!found)
            return tl::unexpected(found.error());
        Result<std::vector<StepFinished>> steps = stepsOf(key, task.run, task.id);
        if (!steps)
            return tl::unexpected(steps.error());
        std::move(steps->begin(), steps->end(), std::back_inserter(all.finishedSteps));
    }
    if (Result<void> read = readStarted(all); !read)
        return tl::unexpected(read.error());
    if (Result<void> read = readUndo(all); !read)
        return tl::unexpected(read.error());
    Result<std::vector<std::string>> approvals = texts("SELECT digest FROM approval");
    if (!approvals)
        return tl::unexpected(approvals.error());
    Result<std::vector<std::string>> grants = texts("SELECT folder FROM granted ORDER BY folder");
    if (!grants)
        return tl::unexpected(grants.error());
    all.approvals = std::move(*approvals);
    all.grants = std::move(*grants);
    const Result<std::int64_t> paused =
        db_.number("SELECT value FROM flag WHERE name = 'queue_paused'");
    if (!paused)
        return tl::unexpected(paused.error());
    all.queuePaused = *paused != 0;
    return all;
}

Result<std::vector<RunSummary>> Reader::runs(std::size_t offset, std::size_t limit)
{
    // The inner query skips along the index alone; only the rows of the page are read.
    const std::string sql = "SELECT " + std::string(kRunColumns)
                            + " FROM (SELECT key FROM run ORDER BY started_us DESC, key DESC"
                              " LIMIT ?1 OFFSET ?2) page JOIN run r ON r.key = page.key"
                              " ORDER BY r.started_us DESC, r.key DESC";
    std::vector<RunSummary> page;
    const Result<void> read = forEachRow(
        db_, sql, [&](const Statement& row) { page.push_back(summaryOf(row)); }, limit, offset);
    return valueUnless(read, std::move(page));
}

Result<std::vector<RunSummary>> Reader::runsAfter(const std::optional<RunCursor>& after,
                                                  std::size_t limit)
{
    if (!after)
        return runs(0, limit);
    const std::string sql = "SELECT " + std::string(kRunColumns)
                            + " FROM run r WHERE (r.started_us, r.key) <"
                              " (?1, (SELECT key FROM run WHERE id = ?2))"
                              " ORDER BY r.started_us DESC, r.key DESC LIMIT ?3";
    std::vector<RunSummary> page;
    const Result<void> read = forEachRow(
        db_, sql, [&](const Statement& row) { page.push_back(summaryOf(row)); },
        after->startedUtcMicros, after->run, limit);
    return valueUnless(read, std::move(page));
}

Result<std::int64_t> Reader::findRun(const std::string& name)
{
    if (const std::optional<std::uint32_t> back = runsBack(name)) {
        Result<std::int64_t> key =
            db_.number("SELECT key FROM run ORDER BY started_us DESC, key DESC LIMIT 1 OFFSET "
                       + std::to_string(*back));
        if (key && *key == 0)
            return fail(Errc::NotFound, *back == 0 ? "no run yet" : name);
        return key;
    }
    const std::optional<IdRange> range = idsStartingWith(name);
    if (!range)
        return fail(Errc::InvalidInput, name);
    std::vector<std::int64_t> keys;
    const Result<void> read = forEachRow(
        db_, "SELECT key FROM run WHERE id BETWEEN ? AND ? LIMIT 2",
        [&](const Statement& row) { keys.push_back(row.get<std::int64_t>(0)); }, range->first,
        range->last);
    if (!read)
        return tl::unexpected(read.error());
    if (keys.empty())
        return fail(Errc::NotFound, name);
    if (keys.size() > 1)
        return fail(Errc::InvalidInput, name + " is the beginning of several runs");
    return keys.front();
}

Result<const Words*> Reader::words()
{
    if (!words_) {
        Result<Words> loaded = Words::load(db_);
        if (!loaded)
            return tl::unexpected(loaded.error());
        words_ = std::move(*loaded);
    }
    return &*words_;
}

Result<std::vector<StepFinished>> Reader::stepsOf(std::int64_t key, const RunId& run,
                                                  const TaskId& task)
{
    const Result<const Words*> known = words();
    if (!known)
        return tl::unexpected(known.error());
    std::unordered_map<std::int64_t, std::shared_ptr<const std::string>> whys;
    const Result<void> readWhys = forEachRow(
        db_, "SELECT key, text FROM why WHERE key >= ?1 << 32 AND key < (?1 + 1) << 32",
        [&](const Statement& row) {
            whys.emplace(row.get<std::int64_t>(0),
                         std::make_shared<const std::string>(row.get<std::string>(1)));
        },
        key);
    if (!readWhys)
        return tl::unexpected(readWhys.error());
    std::vector<StepFinished> steps;
    const Result<void> read = forEachRow(
        db_,
        "SELECT key & 4294967295, id, state, operation, device, started_us, finished_us, why,"
        " energy_quality, dtype, error_code, error_message, predicted_s, predicted_lo_s,"
        " predicted_hi_s, actual_s, prepare_s, transfer_s, wait_s, cpu_s, bytes_in, bytes_out,"
        " peak_memory, energy_j, flops, bytes"
        " FROM step WHERE key >= ?1 << 32 AND key < (?1 + 1) << 32 ORDER BY key",
        [&](const Statement& row) {
            StepFinished step = stepOf(row, **known);
            step.run = run;
            step.task = task;
            if (const auto why = whys.find(row.get<std::int64_t>(7)); why != whys.end())
                step.whyJson = why->second;
            steps.push_back(std::move(step));
        },
        key);
    return valueUnless(read, std::move(steps));
}

Result<RunDetail> Reader::run(const std::string& name)
{
    const Result<std::int64_t> key = findRun(name);
    if (!key)
        return tl::unexpected(key.error());
    RunDetail detail;
    const Result<void> read = forEachRow(
        db_,
        "SELECT " + std::string(kRunColumns)
            + ", t.path, t.submitter, t.host, t.sha256 FROM run r LEFT JOIN task t ON t.id = r.task"
              " WHERE r.key = ?",
        [&](const Statement& row) {
            detail.summary = summaryOf(row);
            detail.path = row.get<std::string>(11);
            detail.submitter = row.get<std::string>(12);
            detail.host = row.get<std::string>(13);
            detail.sha256 = row.get<std::string>(14);
        },
        *key);
    if (!read)
        return tl::unexpected(read.error());
    Result<std::vector<StepFinished>> steps =
        stepsOf(*key, detail.summary.run, detail.summary.task);
    if (!steps)
        return tl::unexpected(steps.error());
    detail.steps = std::move(*steps);
    Result<std::vector<TelemetryRollup>> telemetry =
        telemetryDuring(detail.summary.startedUtcMicros, endOf(detail));
    if (!telemetry)
        return tl::unexpected(telemetry.error());
    detail.telemetry = std::move(*telemetry);
    return detail;
}

Result<std::vector<TelemetryRollup>> Reader::telemetryDuring(std::int64_t from, std::int64_t to)
{
    // The words come first: a sensor is one, and each is then one seek in the table's own order.
    constexpr std::int64_t kMicros = 1'000'000;
    constexpr std::int64_t kLongestInterval = 86'400 * kMicros;
    const std::int64_t bucket = std::max<std::int64_t>(kMicros, (to - from) / kMostIntervals);
    std::vector<TelemetryRollup> all;
    const Result<void> read = forEachRow(
        db_,
        "SELECT w.text, min(t.utc_us), max(t.utc_us + t.seconds * 1000000), min(t.min),"
        " sum(t.mean * t.count) / max(sum(t.count), 1), max(t.max), sum(t.count)"
        " FROM word w CROSS JOIN telemetry t ON t.sensor = w.id AND t.utc_us > ?1 - ?4"
        " AND t.utc_us < ?2 AND t.utc_us + t.seconds * 1000000 > ?1"
        " GROUP BY w.text, (t.utc_us - ?1 + ?4) / ?3 ORDER BY w.text, min(t.utc_us)",
        [&](const Statement& row) {
            const auto start = row.get<std::int64_t>(1);
            all.push_back({row.get<std::string>(0), start,
                           static_cast<std::int32_t>((row.get<std::int64_t>(2) - start) / kMicros),
                           row.get<double>(3), row.get<double>(4), row.get<double>(5),
                           static_cast<std::uint32_t>(row.get<std::int64_t>(6))});
        },
        from, to, bucket, kLongestInterval);
    return valueUnless(read, std::move(all));
}

Result<std::vector<TelemetryRollup>> Reader::telemetry(const std::string& sensor, std::int64_t from,
                                                       std::int64_t to)
{
    std::vector<TelemetryRollup> all;
    const Result<void> read = forEachRow(
        db_,
        "SELECT utc_us, seconds, min, mean, max, count FROM telemetry WHERE sensor ="
        " (SELECT id FROM word WHERE text = ?) AND utc_us >= ? AND utc_us < ? ORDER BY utc_us",
        [&](const Statement& row) {
            all.push_back({sensor, row.get<std::int64_t>(0),
                           static_cast<std::int32_t>(row.get<std::int64_t>(1)), row.get<double>(2),
                           row.get<double>(3), row.get<double>(4),
                           static_cast<std::uint32_t>(row.get<std::int64_t>(5))});
        },
        sensor, from, to);
    return valueUnless(read, std::move(all));
}

} // namespace xpu::history
