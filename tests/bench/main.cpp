#include "tests/bench/bench.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr std::size_t kRounds = 5;
constexpr double kIdleWait = 60;
constexpr auto kLongest = std::chrono::minutes(7);

int usage()
{
    std::fprintf(stderr, "usage: xpu-bench NAME [--json] [--rounds N]\n");
    for (const xpu::bench::Bench& b : xpu::bench::benches())
        std::fprintf(stderr, "  %-10s %s\n", b.name.c_str(), b.help.c_str());
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    bool json = false;
    std::size_t rounds = kRounds;
    const xpu::bench::Bench* chosen = nullptr;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--json") == 0)
            json = true;
        else if (std::strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
            rounds = static_cast<std::size_t>(std::max(1, std::atoi(argv[++i])));
        else
            for (const xpu::bench::Bench& b : xpu::bench::benches())
                chosen = b.name == argv[i] ? &b : chosen;
    }
    if (chosen == nullptr)
        return usage();

    const auto started = std::chrono::steady_clock::now();
    const bool idle = xpu::bench::waitUntilIdle(kIdleWait);
    std::vector<xpu::bench::Row> rows;
    std::size_t done = 0;
    while (done < rounds && std::chrono::steady_clock::now() - started < kLongest) {
        chosen->round(rows);
        ++done;
    }
    const std::string text = json ? xpu::bench::toJson(chosen->name, idle, done, rows)
                                  : xpu::bench::toText(chosen->name, idle, done, rows);
    std::puts(text.c_str());
    return 0;
}
