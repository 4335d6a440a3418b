#include "tests/bench/bench.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>
#include <sstream>
#include <thread>

namespace xpu::bench {
namespace {

constexpr double kQuiet = 0.93;
constexpr auto kLook = std::chrono::milliseconds(400);

struct CpuTicks {
    double idle = 0;
    double all = 0;
};

CpuTicks readTicks()
{
    std::ifstream stat("/proc/stat");
    std::string word;
    stat >> word;
    std::array<double, 8> ticks{}; // user nice system idle iowait irq softirq steal
    for (double& t : ticks)
        stat >> t;
    return {ticks[3] + ticks[4], std::accumulate(ticks.begin(), ticks.end(), 0.0)};
}

} // namespace

double idleShare()
{
    const CpuTicks before = readTicks();
    std::this_thread::sleep_for(kLook);
    const CpuTicks after = readTicks();
    const double all = after.all - before.all;
    return all <= 0 ? 0 : (after.idle - before.idle) / all;
}

bool waitUntilIdle(double seconds)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    do {
        if (idleShare() >= kQuiet)
            return true;
    } while (std::chrono::steady_clock::now() < end);
    return false;
}

std::map<std::string, double> figuresOf(const std::string& commandLine)
{
    std::map<std::string, double> figures;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(commandLine.c_str(), "r"), pclose);
    if (!pipe)
        return figures;
    std::array<char, 512> line{};
    while (std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) != nullptr) {
        std::istringstream words(line.data());
        std::string key;
        double value = 0;
        if (words >> key >> value)
            figures.emplace(key, value);
    }
    return figures;
}

std::optional<double> figureOf(const std::string& commandLine, const std::string& key)
{
    const auto figures = figuresOf(commandLine);
    const auto found = figures.find(key);
    return found == figures.end() ? std::nullopt : std::optional(found->second);
}

std::string platform()
{
    return std::getenv("DISPLAY") != nullptr ? "" : "QT_QPA_PLATFORM=offscreen ";
}

std::string ownFolder()
{
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path().string();
}

} // namespace xpu::bench
