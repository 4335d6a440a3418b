#include "app/assembly/owner.h"
#include "tests/bench/bench.h"
#include "tests/bench/submits.h"

#include <chrono>
#include <future>
#include <memory>

namespace xpu::bench {
namespace {

constexpr int kManyClients = 8;
constexpr std::size_t kRows = 10'000;
constexpr int kDrops = 20;
/// At least half as many submits a second as bare commits, five times as many as sbatch.
constexpr double kCommitGoal = 2;
constexpr double kSlurmGoal = 0.2;
constexpr double kShownBound = 100; // ms
constexpr double kStallBound = 50;  // ms

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::optional<Applied> sent(Engine& engine, Command command)
{
    auto promise = std::make_shared<std::promise<Result<Applied>>>();
    auto answer = promise->get_future();
    engine.send(std::move(command), {},
                [promise](Result<Applied> applied) { promise->set_value(std::move(applied)); });
    const Result<Applied> applied = answer.get();
    return applied ? std::optional(*applied) : std::nullopt;
}

void add(Row& row, std::optional<double> own, std::optional<double> peer)
{
    if (!own)
        return;
    row.own.push_back(*own);
    if (peer)
        row.peer.push_back(*peer);
}

void describe(std::vector<Row>& rows)
{
    rows = {
        {"durable submit through the socket, one client, s",
         "bare SQLite commit",
         kCommitGoal,
         {},
         {}},
        {"the same, 8 clients at once, s a submit", "bare SQLite commit", kCommitGoal, {}, {}},
        {"durable submit through the socket, one client, s", "sbatch", kSlurmGoal, {}, {}},
        {"xpuctl add, one process a submit, s", "sbatch", std::nullopt, {}, {}},
        {"10 000 files dropped at once until queued, s", "", std::nullopt, {}, {}},
        {"window of 10 000 rows: slowest of 20 drops until painted, ms", "bound", 1.0, {}, {}},
        {"window of 10 000 rows: slowest of 20 reorders until painted, ms", "bound", 1.0, {}, {}},
        {"window of 10 000 rows: longest stall meanwhile, ms", "bound", 1.0, {}, {}}};
}

void measureSubmits(const Place& place, std::vector<Row>& rows)
{
    const auto one = submitThroughSocket(place, 1);
    add(rows[0], one, bareCommit(place));
    add(rows[1], submitThroughSocket(place, kManyClients), bareCommit(place));
    if (!slurmAnswers())
        return;
    const auto slurm = submitByProcess({"sbatch", "--hold", place.script()});
    submitByProcess({"scancel", "--name=xpu-bench"});
    add(rows[2], one, slurm);
    add(rows[3],
        submitByProcess(
            {ownFolder() + "/xpuctl", "--data-dir", place.data(), "add", "--held", place.task()}),
        slurm);
}

/// The real window, which tells how long its event loop was not there for the user.
void measureWindow(const Place& place, std::vector<Row>& rows)
{
    std::string command = platform() + ownFolder() + "/queue_window " + place.data();
    for (const std::string& file : place.tasks(kDrops))
        command += " " + file;
    const auto figures = figuresOf(command + " 2>/dev/null");
    const auto figure = [&](const char* key) {
        const auto found = figures.find(key);
        return found == figures.end() ? std::nullopt : std::optional(found->second);
    };
    add(rows[5], figure("slowest_drop_ms"), kShownBound);
    add(rows[6], figure("slowest_reorder_ms"), kShownBound);
    add(rows[7], figure("longest_stall_ms"), kStallBound);
}

void measure(std::vector<Row>& rows)
{
    if (rows.empty())
        describe(rows);
    const Place place;
    {
        auto owner = assembly::Owner::open({place.data(), EngineParts::Runs::Nothing, {}});
        if (!owner)
            return;
        (*owner)->engine().watch(true); // as a window does
        measureSubmits(place, rows);
    }
    const Place many;
    {
        auto owner = assembly::Owner::open({many.data(), EngineParts::Runs::Nothing, {}});
        if (!owner)
            return;
        command::Submit submit;
        submit.held = true;
        submit.paths.assign(kRows, many.task());
        const auto start = Clock::now();
        sent((*owner)->engine(), submit);
        rows[4].own.push_back(since(start));
    }
    measureWindow(many, rows);
}

} // namespace

Bench queueBench()
{
    return {"queue", "durable submits, and the window of a queue of 10 000 rows", measure};
}

} // namespace xpu::bench
