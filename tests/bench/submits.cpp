#include "tests/bench/submits.h"

#include "compute/session/session_client.h"
#include "core/settings/places.h"

#include <fcntl.h>
#include <spawn.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace xpu::bench {
namespace {

constexpr int kSubmits = 200;
constexpr int kProcesses = 30;

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string submitRequest(const Place& place, int id)
{
    return R"({"v":1,"id":)" + std::to_string(id)
           + R"(,"method":"command","params":{"command":{"type":"submit","held":true,"paths":[")"
           + place.task() + R"("]}}})";
}

/// One client after another answer; false when one was not what was asked for.
bool submitMany(const Place& place, const std::string& socket, int submits)
{
    auto client = session::SessionClient::connect(socket);
    if (!client)
        return false;
    for (int i = 0; i < submits; ++i) {
        const auto answer = (*client)->request(submitRequest(place, i), Seconds{30});
        if (!answer || answer->find("\"error\"") != std::string::npos)
            return false;
    }
    return true;
}

/// Whether the program ended with status 0; its words go nowhere.
bool ran(const std::vector<std::string>& command)
{
    std::vector<char*> words;
    for (const std::string& word : command)
        words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t quiet{};
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    int status = -1;
    const bool started =
        ::posix_spawnp(&child, words[0], &quiet, nullptr, words.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&quiet);
    return started && ::waitpid(child, &status, 0) == child && status == 0;
}

} // namespace

std::optional<double> submitThroughSocket(const Place& place, int clients)
{
    const auto socket = socketPath(place.data(), processEnvironment());
    if (!socket)
        return std::nullopt;
    const int each = kSubmits / clients;
    std::atomic<bool> allWell = true;
    const auto start = Clock::now();
    std::vector<std::thread> threads;
    for (int i = 0; i < clients; ++i)
        threads.emplace_back([&] {
            if (!submitMany(place, *socket, each))
                allWell = false;
        });
    for (std::thread& thread : threads)
        thread.join();
    if (!allWell)
        return std::nullopt;
    return since(start) / (each * clients);
}

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

std::optional<double> submitByProcess(const std::vector<std::string>& command)
{
    const auto start = Clock::now();
    for (int i = 0; i < kProcesses; ++i)
        if (!ran(command))
            return std::nullopt;
    return since(start) / kProcesses;
}

bool slurmAnswers() { return ran({"scontrol", "ping"}); }

} // namespace xpu::bench
