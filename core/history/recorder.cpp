#include "core/history/recorder.h"

#include "core/history/preparing.h"
#include "core/history/text_forms.h"

namespace xpu::history {
namespace {

constexpr std::size_t kRunsRemembered = 4096;

/// A text column that is mostly empty.
std::optional<std::string_view> ifAny(const std::string& text)
{
    return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

} // namespace

Result<Recorder> Recorder::prepare(Database& db)
{
    Recorder r;
    Preparing prepare(db);
    prepare(r.started_, "INSERT OR REPLACE INTO started VALUES (?,?,?,?,?)");
    prepare(r.ended_, "DELETE FROM started WHERE run=? AND step=?");
    prepare(r.step_, "INSERT OR REPLACE INTO step VALUES"
                     " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    prepare(r.runStarted_,
            "UPDATE run SET name=?2, started_us=iif(started_us=0,?3,started_us), predicted_s=?4,"
            " lower_bound_s=?5, steps=?6, state='running' WHERE key=?1");
    prepare(r.runNew_, "INSERT INTO run (id, task, name, state, started_us, energy_quality, steps)"
                       " VALUES (?,?,'','running',0,'',0) RETURNING key");
    prepare(r.runFind_, "SELECT key FROM run WHERE id=?");
    prepare(r.runFinished_, "UPDATE run SET state=?2, finished_us=?3, makespan_s=?4, energy_j=?5,"
                            " energy_quality=?6 WHERE key=?1");
    prepare(r.telemetry_, "INSERT OR REPLACE INTO telemetry VALUES (?,?,?,?,?,?,?)");
    prepare(r.forget_, "DELETE FROM step WHERE key=?");
    if (Result<void> prepared = prepare.result(); !prepared)
        return tl::unexpected(prepared.error());
    Result<Words> words = Words::load(db);
    if (!words)
        return tl::unexpected(words.error());
    Result<WhyTexts> whys = WhyTexts::prepare(db);
    if (!whys)
        return tl::unexpected(whys.error());
    Result<QueueTable> queue = QueueTable::prepare(db);
    if (!queue)
        return tl::unexpected(queue.error());
    Result<PastRunTable> pastRuns = PastRunTable::prepare(db);
    if (!pastRuns)
        return tl::unexpected(pastRuns.error());
    Result<MadeTable> made = MadeTable::prepare(db);
    if (!made)
        return tl::unexpected(made.error());
    r.queue_ = std::move(*queue);
    r.made_ = std::move(*made);
    r.pastRuns_ = std::move(*pastRuns);
    r.words_ = std::move(*words);
    r.whys_ = std::move(*whys);
    if (Result<void> loaded = r.loadStarted(db); !loaded)
        return tl::unexpected(loaded.error());
    return r;
}

Result<void> Recorder::loadStarted(Database& db)
{
    auto all = db.prepare("SELECT run, step FROM started");
    if (!all)
        return tl::unexpected(all.error());
    while (true) {
        const Result<bool> row = all->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        startedSteps_.emplace(all->get<std::int64_t>(0), all->get<std::string>(1));
    }
}

Result<void> Recorder::add(const Record& record)
{
    return std::visit([this](const auto& row) { return put(row); }, record);
}

Result<std::int64_t> Recorder::runKey(const RunId& run, const TaskId& task)
{
    if (const auto known = runKeys_.find(run); known != runKeys_.end())
        return known->second;
    Result<bool> found = runFind_.bind(run).step();
    if (!found)
        return tl::unexpected(found.error());
    std::int64_t key = *found ? runFind_.get<std::int64_t>(0) : 0;
    runFind_.reset();
    if (!*found) {
        found = runNew_.bind(run, task).step();
        if (!found)
            return tl::unexpected(found.error());
        key = runNew_.get<std::int64_t>(0);
        runNew_.reset();
    }
    if (runKeys_.size() >= kRunsRemembered)
        runKeys_.clear();
    runKeys_.emplace(run, key);
    return key;
}

Result<void> Recorder::put(const StepStarted& row)
{
    const Result<std::int64_t> run = runKey(row.run, row.task);
    if (!run)
        return tl::unexpected(run.error());
    startedSteps_.emplace(*run, row.step);
    return started_.bind(*run, row.step, row.device, row.utcMicros, row.attempt).run();
}

/// Numbers that stand for the texts of alike steps.
struct Recorder::AlikeKeys {
    std::int64_t operation = 0, device = 0, energyQuality = 0, dtype = 0, why = 0;
};

Result<void> Recorder::put(const StepsFinished& batch)
{
    const Result<std::int64_t> run = runKey(batch.run, batch.task);
    if (!run)
        return tl::unexpected(run.error());
    std::unordered_map<const AlikeSteps*, AlikeKeys> known;
    for (const StepsFinished::Row& row : batch.rows) {
        const auto [at, fresh] = known.try_emplace(row.alike.get());
        if (fresh) {
            const Result<AlikeKeys> keys = keysOf(*run, *row.alike);
            if (!keys)
                return tl::unexpected(keys.error());
            at->second = *keys;
        }
        if (Result<void> done = putStep(*run, batch, row, at->second); !done)
            return done;
    }
    return {};
}

Result<Recorder::AlikeKeys> Recorder::keysOf(std::int64_t run, const AlikeSteps& alike)
{
    AlikeKeys keys;
    const std::pair<std::int64_t*, const std::string*> words[] = {
        {&keys.operation, &alike.operation},
        {&keys.device, &alike.device},
        {&keys.energyQuality, &alike.energyQuality},
        {&keys.dtype, &alike.dtype}};
    for (const auto& [number, text] : words) {
        const Result<std::int64_t> id = words_.idOf(*text);
        if (!id)
            return tl::unexpected(id.error());
        *number = *id;
    }
    if (!alike.whyJson)
        return keys;
    const Result<std::int64_t> why = whys_.keyOf(run, *alike.whyJson);
    if (!why)
        return tl::unexpected(why.error());
    keys.why = *why;
    return keys;
}

Result<void> Recorder::putStep(std::int64_t run, const StepsFinished& batch,
                               const StepsFinished::Row& row, const AlikeKeys& keys)
{
    static const StepExtra kNone;
    const StepExtra& extra =
        row.extra < 0 ? kNone : batch.extras[static_cast<std::size_t>(row.extra)];
    const Result<std::int64_t> state = words_.idOf(*stateWord(row.state));
    const Result<std::int64_t> errorCode = words_.idOf(extra.errorCode);
    if (!state || !errorCode)
        return tl::unexpected(state ? errorCode.error() : state.error());
    if (!startedSteps_.empty() && startedSteps_.erase({run, std::string(row.id)}) > 0)
        if (Result<void> done = ended_.bind(run, row.id).run(); !done)
            return done;
    const auto ifRan = [&](auto value) { return row.ran ? std::optional(value) : std::nullopt; };
    const AlikeSteps& alike = *row.alike;
    const std::int64_t key = (run << 32) | row.index;
    return step_
        .bind(key, row.id, *state, keys.operation, keys.device, row.startedUtcMicros,
              row.finishedUtcMicros, keys.why, keys.energyQuality, keys.dtype, *errorCode,
              ifAny(extra.errorMessage), alike.predictedS, alike.predictedLoS, alike.predictedHiS,
              ifRan(row.actualS), ifRan(row.prepareS), ifRan(row.transferS), ifRan(row.waitS),
              extra.cpuS, ifRan(row.bytesIn), ifRan(row.bytesOut), extra.peakMemory,
              ifRan(row.energyJ), alike.flops, alike.bytes)
        .run();
}

Result<void> Recorder::put(const RunStarted& row)
{
    const Result<std::int64_t> run = runKey(row.run, row.task);
    if (!run)
        return tl::unexpected(run.error());
    return runStarted_
        .bind(*run, row.name, row.utcMicros, row.predictedS, row.lowerBoundS, row.steps)
        .run();
}

Result<void> Recorder::put(const RunFinished& row)
{
    const Result<std::int64_t> run = runKey(row.run, TaskId{});
    if (!run)
        return tl::unexpected(run.error());
    whys_.leave(*run);
    return runFinished_
        .bind(*run, nameOf(row.state), row.utcMicros, row.makespanS, row.energyJ, row.energyQuality)
        .run();
}

Result<void> Recorder::put(const TelemetryRollup& row)
{
    const Result<std::int64_t> sensor = words_.idOf(row.sensor);
    if (!sensor)
        return tl::unexpected(sensor.error());
    return telemetry_
        .bind(*sensor, row.utcMicros, row.seconds, row.min, row.mean, row.max, row.count)
        .run();
}

Result<void> Recorder::put(const StepsForgotten& row)
{
    const Result<std::int64_t> run = runKey(row.run, row.task);
    if (!run)
        return tl::unexpected(run.error());
    for (const std::uint32_t index : row.indexes)
        if (Result<void> done = forget_.bind((*run << 32) | index).run(); !done)
            return done;
    return {};
}

} // namespace xpu::history
