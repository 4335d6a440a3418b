#include "core/history/past_run_table.h"

#include <utility>

namespace xpu::history {
namespace {

DType dtypeOf(const Words& words, std::int64_t word)
{
    return dtypeFromName(words.textOf(word)).value_or(DType::F32);
}

Result<void> readSamples(Database& db, const Words& words, Experience& into)
{
    auto rows = db.prepare("SELECT device, operation, dtype, flops, bytes, run_s, prepare_s"
                           " FROM sample ORDER BY number");
    if (!rows)
        return tl::unexpected(rows.error());
    while (true) {
        const Result<bool> row = rows->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        PastRun run;
        run.device = words.textOf(rows->get<std::int64_t>(0));
        run.operation = words.textOf(rows->get<std::int64_t>(1));
        run.dtype = dtypeOf(words, rows->get<std::int64_t>(2));
        run.terms = {rows->get<double>(3), rows->get<double>(4), {}};
        run.run = Seconds(rows->get<double>(5));
        run.prepare = Seconds(rows->get<double>(6));
        into.runs.push_back(std::move(run));
    }
}

Result<void> readProbes(Database& db, const Words& words, Experience& into)
{
    auto rows = db.prepare("SELECT device, operation, dtype, flops, bytes, coalesce(run_s, 0),"
                           " prepare_s, size, tries, run_s IS NOT NULL"
                           " FROM probe ORDER BY device, operation, size");
    if (!rows)
        return tl::unexpected(rows.error());
    while (true) {
        const Result<bool> row = rows->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        PastProbe probe;
        probe.run.device = words.textOf(rows->get<std::int64_t>(0));
        probe.run.operation = words.textOf(rows->get<std::int64_t>(1));
        probe.run.dtype = dtypeOf(words, rows->get<std::int64_t>(2));
        probe.run.terms = {rows->get<double>(3), rows->get<double>(4), {}};
        probe.run.run = Seconds(rows->get<double>(5));
        probe.run.prepare = Seconds(rows->get<double>(6));
        probe.size = static_cast<std::uint32_t>(rows->get<std::int64_t>(7));
        probe.tries = static_cast<std::uint32_t>(rows->get<std::int64_t>(8));
        probe.measured = rows->get<std::int64_t>(9) != 0;
        into.probes.push_back(std::move(probe));
    }
}

} // namespace

Result<PastRunTable> PastRunTable::prepare(Database& db)
{
    PastRunTable table;
    auto sample = db.prepare("INSERT OR REPLACE INTO sample VALUES (?,?,?,?,?,?,?,?,?)");
    if (!sample)
        return tl::unexpected(sample.error());
    auto probe =
        db.prepare("INSERT OR REPLACE INTO probe VALUES (?,?,?,?,?,?,?,iif(?8,?9,NULL),?10)");
    if (!probe)
        return tl::unexpected(probe.error());
    table.sample_ = std::move(*sample);
    table.probe_ = std::move(*probe);
    if (Result<void> loaded = table.loadLines(db); !loaded)
        return tl::unexpected(loaded.error());
    return table;
}

Result<void> PastRunTable::loadLines(Database& db)
{
    const auto newest = db.number("SELECT coalesce(max(number), 0) FROM sample");
    if (!newest)
        return tl::unexpected(newest.error());
    last_ = *newest;
    if (Result<void> cut =
            db.run("DELETE FROM sample WHERE number <= " + std::to_string(last_ - kSamplesOfAll));
        !cut)
        return cut;
    // A bare column beside max() is taken from the row that has the maximum.
    auto lines = db.prepare("SELECT device, operation, dtype, slot, max(number) FROM sample"
                            " GROUP BY device, operation, dtype");
    if (!lines)
        return tl::unexpected(lines.error());
    while (true) {
        const Result<bool> row = lines->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        const Line line = {lines->get<std::int64_t>(0), lines->get<std::int64_t>(1),
                           lines->get<std::int64_t>(2)};
        lastSlot_[line] = lines->get<std::int64_t>(3);
    }
}

Result<PastRunTable::Line> PastRunTable::lineOf(Words& words, const PastRun& run)
{
    Line line{};
    const std::array<std::string, 3> texts = {run.device, run.operation,
                                              std::string(nameOf(run.dtype))};
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Result<std::int64_t> id = words.idOf(texts[i]);
        if (!id)
            return tl::unexpected(id.error());
        line[i] = *id;
    }
    return line;
}

Result<void> PastRunTable::put(Words& words, const PastRun& run)
{
    const Result<Line> line = lineOf(words, run);
    if (!line)
        return tl::unexpected(line.error());
    const auto [slot, isNew] = lastSlot_.try_emplace(*line, 0);
    if (!isNew)
        slot->second = (slot->second + 1) % static_cast<std::int64_t>(kSamplesKept);
    return sample_
        .bind((*line)[0], (*line)[1], (*line)[2], slot->second, ++last_, run.terms.flops,
              run.terms.bytes, run.run.count(), run.prepare.count())
        .run();
}

Result<void> PastRunTable::put(Words& words, const RunsLearned& learned)
{
    for (const PastRun& run : learned.runs)
        if (Result<void> done = put(words, run); !done)
            return done;
    return {};
}

Result<void> PastRunTable::put(Words& words, const PastProbe& probe)
{
    const Result<Line> line = lineOf(words, probe.run);
    if (!line)
        return tl::unexpected(line.error());
    return probe_
        .bind((*line)[0], (*line)[1], probe.size, probe.tries, (*line)[2], probe.run.terms.flops,
              probe.run.terms.bytes, probe.measured, probe.run.run.count(),
              probe.run.prepare.count())
        .run();
}

std::vector<PastRun> Experience::all() const
{
    std::vector<PastRun> together;
    for (const PastProbe& probe : probes)
        if (probe.measured)
            together.push_back(probe.run);
    together.insert(together.end(), runs.begin(), runs.end());
    return together;
}

Result<Experience> readExperience(Database& db, const Words& words)
{
    Experience all;
    if (Result<void> done = readSamples(db, words, all); !done)
        return tl::unexpected(done.error());
    if (Result<void> done = readProbes(db, words, all); !done)
        return tl::unexpected(done.error());
    return all;
}

} // namespace xpu::history
