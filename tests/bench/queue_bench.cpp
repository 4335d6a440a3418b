#include "app/assembly/owner.h"
#include "compute/session/session_client.h"
#include "core/settings/places.h"
#include "tests/bench/bench.h"

#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>

namespace xpu::bench {
namespace {

constexpr int kSubmits = 200;
constexpr std::size_t kRows = 10'000;
constexpr int kDrops = 20;
/// At least half as many submits a second as bare commits.
constexpr double kSubmitGoal = 2;
constexpr double kShownBound = 100; // ms

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A data folder on the disk (a memory file system would sync for nothing) and one task file.
class Place {
public:
    Place()
    {
        std::string name = (std::filesystem::path(ownFolder()) / "queue-bench-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        std::ofstream(task()) << "xpu = 1\nname = \"Nothing\"\n[[step]]\nid = \"nothing\"\n"
                                 "run = [\"true\"]\n";
    }
    ~Place()
    {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    std::string data() const { return folder_ + "/data"; }
    std::string task() const { return folder_ + "/nothing.xpu.toml"; }

private:
    std::string folder_;
};

/// Seconds a commit takes when SQLite does nothing else: one row, WAL, synchronous FULL.
double bareCommit(const Place& place)
{
    sqlite3* db = nullptr;
    const std::string file = place.data() + "/bare.sqlite";
    sqlite3_open(file.c_str(), &db);
    sqlite3_exec(db,
                 "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                 "CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT)",
                 nullptr, nullptr, nullptr);
    const auto start = Clock::now();
    for (int i = 0; i < kSubmits; ++i)
        sqlite3_exec(db, "INSERT INTO row (text) VALUES (hex(randomblob(200)))", nullptr, nullptr,
                     nullptr);
    const double seconds = since(start) / kSubmits;
    sqlite3_close(db);
    return seconds;
}

std::string submitRequest(const Place& place, int id)
{
    return R"({"v":1,"id":)" + std::to_string(id)
           + R"(,"method":"command","params":{"command":{"type":"submit","held":true,"paths":[")"
           + place.task() + R"("]}}})";
}

/// Seconds from a request on the socket to its answer, which comes after the commit.
std::optional<double> submitThroughSocket(const Place& place)
{
    const auto path = socketPath(place.data(), processEnvironment());
    if (!path)
        return std::nullopt;
    auto client = session::SessionClient::connect(*path);
    if (!client)
        return std::nullopt;
    const auto start = Clock::now();
    for (int i = 0; i < kSubmits; ++i) {
        const auto answer = (*client)->request(submitRequest(place, i), Seconds{30});
        if (!answer || answer->find("\"error\"") != std::string::npos)
            return std::nullopt;
    }
    return since(start) / kSubmits;
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

void fill(Engine& engine, const Place& place)
{
    command::Submit many;
    many.held = true;
    many.paths.assign(kRows, place.task());
    sent(engine, many);
}

/// Milliseconds until the first row of a published snapshot is `task`.
double untilShownFirst(const Engine& engine, Clock::time_point start, const TaskId& task)
{
    while (true) {
        const auto snapshot = engine.snapshot();
        if (!snapshot->queue.empty() && snapshot->queue.front()->id == task)
            return since(start) * 1000;
        std::this_thread::yield();
    }
}

/// The slowest of kDrops: what a person would notice.
double slowestDrop(Engine& engine, const Place& place)
{
    double slowest = 0;
    for (int i = 0; i < kDrops; ++i) {
        command::Submit drop;
        drop.held = true;
        drop.row = 0;
        drop.paths = {place.task()};
        const auto start = Clock::now();
        const auto applied = sent(engine, drop);
        if (applied)
            slowest = std::max(slowest, untilShownFirst(engine, start, applied->tasks.front()));
    }
    return slowest;
}

double slowestReorder(Engine& engine)
{
    double slowest = 0;
    for (int i = 0; i < kDrops; ++i) {
        const auto queue = engine.snapshot()->queue;
        const TaskId last = queue.back()->id;
        const auto start = Clock::now();
        if (sent(engine, command::Move{{last}, queue.front()->id}))
            slowest = std::max(slowest, untilShownFirst(engine, start, last));
    }
    return slowest;
}

void measure(std::vector<Row>& rows)
{
    if (rows.empty()) {
        rows.push_back(
            {"durable submit through the socket, s", "bare SQLite commit", kSubmitGoal, {}, {}});
        rows.push_back(
            {"10 000 rows: slowest of 20 drops until it shows, ms", "bound", 1.0, {}, {}});
        rows.push_back(
            {"10 000 rows: slowest of 20 reorders until it shows, ms", "bound", 1.0, {}, {}});
        rows.push_back({"10 000 files dropped at once until queued, s", "", std::nullopt, {}, {}});
    }
    const Place place;
    auto owner = assembly::Owner::open({place.data(), EngineParts::Runs::Nothing, {}});
    if (!owner)
        return;
    Engine& engine = (*owner)->engine();
    engine.watch(true); // as a window does
    if (const auto own = submitThroughSocket(place)) {
        rows[0].own.push_back(*own);
        rows[0].peer.push_back(bareCommit(place));
    }
    const auto start = Clock::now();
    fill(engine, place);
    rows[3].own.push_back(since(start));
    rows[1].own.push_back(slowestDrop(engine, place));
    rows[1].peer.push_back(kShownBound);
    rows[2].own.push_back(slowestReorder(engine));
    rows[2].peer.push_back(kShownBound);
}

} // namespace

Bench queueBench()
{
    return {"queue", "durable submits, and drops and reorders in a queue of 10 000 rows", measure};
}

} // namespace xpu::bench
