#include "core/history/store.h"

#include "core/history/opening.h"
#include "core/history/past_run_table.h"
#include "core/history/reader.h"
#include "core/history/recorder.h"

#include <filesystem>

namespace xpu::history {

struct Store::Parts {
    Database db;
    std::string file;
    bool readOnly = false;
    std::optional<Recorder> recorder; ///< none before the first append and after a failed one
    Durability durability = Durability::Full;

    Result<void> beDurable(Durability wanted)
    {
        if (wanted == durability)
            return {};
        Result<void> done = db.run(wanted == Durability::Full ? "PRAGMA synchronous=FULL"
                                                              : "PRAGMA synchronous=NORMAL");
        if (done)
            durability = wanted;
        return done;
    }

    Result<void> record(std::span<const std::span<const Record>> batches)
    {
        if (!recorder) {
            Result<Recorder> made = Recorder::prepare(db);
            if (!made)
                return tl::unexpected(made.error());
            recorder.emplace(std::move(*made));
        }
        for (const std::span<const Record> batch : batches)
            for (const Record& each : batch)
                if (Result<void> done = recorder->add(each); !done)
                    return done;
        return {};
    }

    /// Nothing is lost when the power fails before the disk has it: it is found again.
    template <class Work>
    Result<Tidied> tidied(Work work, bool forgetsRuns = false)
    {
        if (readOnly)
            return fail(Errc::Unsupported, file + " is open for looking only");
        if (forgetsRuns)
            recorder.reset();
        if (Result<void> done = beDurable(Durability::Relaxed); !done)
            return tl::unexpected(done.error());
        return work(db);
    }

    Error named(Error error) const
    {
        error.context = file + ": " + error.context;
        return error;
    }
};

Store::Store(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& file)
{
    Result<Opened> opened = openForOwner(file);
    if (!opened)
        return tl::unexpected(opened.error());
    auto parts = std::make_unique<Parts>(
        Parts{std::move(opened->db), file, opened->readOnly, std::nullopt, Durability::Full});
    std::unique_ptr<Store> store(new Store(std::move(parts)));
    store->notice_ = std::move(opened->notice);
    return store;
}

Result<std::unique_ptr<Store>> Store::openReadOnly(const std::string& file)
{
    std::error_code unknown;
    if (!std::filesystem::exists(file, unknown))
        return fail(Errc::NotFound, file);
    Result<Database> db = Database::open(file, Database::Mode::ReadOnly);
    if (!db)
        return tl::unexpected(db.error());
    if (const Result<std::int64_t> readable = db->number("SELECT count(*) FROM run"); !readable)
        return tl::unexpected(readable.error());
    auto parts =
        std::make_unique<Parts>(Parts{std::move(*db), file, true, std::nullopt, Durability::Full});
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

bool Store::readOnly() const { return parts_->readOnly; }

Result<void> Store::append(const std::vector<Record>& records, Durability durability)
{
    const std::span<const Record> batch(records);
    return append(std::span(&batch, 1), durability);
}

Result<void> Store::append(std::span<const std::span<const Record>> batches, Durability durability)
{
    Parts& p = *parts_;
    if (p.readOnly)
        return fail(Errc::Unsupported, p.file + " is open for looking only");
    if (batches.empty())
        return {};
    Result<void> done = p.beDurable(durability);
    if (done)
        done = p.db.run("BEGIN IMMEDIATE");
    if (done)
        done = p.record(batches);
    if (done)
        done = p.db.run("COMMIT");
    if (done)
        return done;
    p.recorder.reset();
    if (p.db.inTransaction())
        static_cast<void>(p.db.run("ROLLBACK"));
    return tl::unexpected(p.named(done.error()));
}

Result<Recovered> Store::recover() { return Reader(parts_->db).recover(); }

Result<Experience> Store::experience()
{
    const Result<Words> words = Words::load(parts_->db);
    if (!words)
        return tl::unexpected(words.error());
    return readExperience(parts_->db, *words);
}

Result<MadeFiles> Store::made(std::span<const std::string> paths)
{
    return readMade(parts_->db, paths);
}

Result<std::vector<RunSummary>> Store::runs(std::size_t offset, std::size_t limit)
{
    return Reader(parts_->db).runs(offset, limit);
}

Result<std::vector<RunSummary>> Store::runsAfter(const std::optional<RunCursor>& after,
                                                 std::size_t limit)
{
    return Reader(parts_->db).runsAfter(after, limit);
}

Result<std::uint64_t> Store::runCount()
{
    const Result<std::int64_t> count = parts_->db.number("SELECT count(*) FROM run");
    if (!count)
        return tl::unexpected(count.error());
    return static_cast<std::uint64_t>(*count);
}

Result<RunDetail> Store::run(const std::string& run) { return Reader(parts_->db).run(run); }

Result<std::vector<TelemetryRollup>>
Store::telemetry(const std::string& sensor, std::int64_t fromUtcMicros, std::int64_t toUtcMicros)
{
    return Reader(parts_->db).telemetry(sensor, fromUtcMicros, toUtcMicros);
}

Result<std::set<RunId>> Store::listedRuns() { return history::listedRuns(parts_->db); }

Result<Tidied> Store::forgetRun(std::int64_t beforeUtcMicros)
{
    // It remembers runs that may be gone now, and their keys are given out again.
    return parts_->tidied([&](Database& db) { return history::forgetRun(db, beforeUtcMicros); },
                          true);
}

Result<Tidied> Store::foldOneSensor(std::int64_t beforeUtcMicros, std::int32_t seconds)
{
    return parts_->tidied(
        [&](Database& db) { return history::foldOneSensor(db, beforeUtcMicros, seconds); });
}

Result<Tidied> Store::dropTelemetry(std::int64_t beforeUtcMicros)
{
    return parts_->tidied(
        [&](Database& db) { return history::dropTelemetry(db, beforeUtcMicros); });
}

Result<std::vector<MadeFile>> Store::madeAfter(const std::string& path, std::size_t limit)
{
    return history::madeAfter(parts_->db, path, limit);
}

Result<void> Store::forgetMade(const std::vector<MadeFile>& files)
{
    return parts_
        ->tidied([&](Database& db) -> Result<Tidied> {
            return history::forgetMade(db, files).map([] { return Tidied{}; });
        })
        .map([](const Tidied&) {});
}

Result<void> Store::backup(const std::string& file)
{
    Result<Statement> copy = parts_->db.prepare("VACUUM INTO ?");
    if (!copy)
        return tl::unexpected(copy.error());
    return copy->bind(std::string_view(file)).run();
}

} // namespace xpu::history
