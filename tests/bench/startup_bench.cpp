#include "tests/bench/bench.h"

#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <string>

namespace xpu::bench {
namespace {

constexpr double kFirstFrameGoal = 6;
constexpr double kChartsGoal = 1.3;
constexpr double kHiddenBound = 0.5; // per cent of a core
constexpr int kSeconds = 8;

std::string startTime()
{
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return std::to_string(static_cast<long long>(t.tv_sec) * 1'000'000'000LL + t.tv_nsec);
}

std::optional<double> figure(const std::string& program, const std::string& arguments,
                             const std::string& key)
{
    return figureOf("XPU_STARTED_NS=" + startTime() + " " + platform() + ownFolder() + "/" + program
                        + " " + arguments + " 2>/dev/null",
                    key);
}

void add(std::vector<double>& values, std::optional<double> value)
{
    if (value)
        values.push_back(*value);
}

void measure(std::vector<Row>& rows)
{
    const std::string screen = platform().empty() ? " on $DISPLAY" : " offscreen";
    if (rows.empty()) {
        rows.push_back(
            {"first frame, ms" + screen, "bare QMainWindow + QChartView", kFirstFrameGoal, {}, {}});
        rows.push_back({"charts at 10 Hz, % of a core" + screen,
                        "same charts from memory",
                        kChartsGoal,
                        {},
                        {}});
        rows.push_back({"idle and hidden, % of a core" + screen, "bound", 1.0, {}, {}});
        // The window is painted while the queue and the devices are still being opened.
        rows.push_back({"queue and devices open, ms" + screen, "", std::nullopt, {}, {}});
    }
    const auto data =
        std::filesystem::temp_directory_path() / ("xpu-bench-window-" + std::to_string(getpid()));
    const std::string window = "--data-dir " + data.string() + " --bench ";
    const std::string seconds = " " + std::to_string(kSeconds);
    add(rows[0].own, figure("xpu-optimizer", window + "first-frame", "first_frame_ms"));
    add(rows[0].peer, figure("peer_window", "", "first_frame_ms"));
    add(rows[1].own, figure("xpu-optimizer", window + "charts" + seconds, "cpu_percent"));
    add(rows[1].peer, figure("xpu-optimizer", window + "charts-memory" + seconds, "cpu_percent"));
    add(rows[2].own, figure("xpu-optimizer", window + "hidden" + seconds, "cpu_percent"));
    rows[2].peer.push_back(kHiddenBound);
    add(rows[3].own, figure("xpu-optimizer", window + "ready", "ready_ms"));
    std::filesystem::remove_all(data);
}

} // namespace

Bench startupBench()
{
    return {"startup", "first frame, live charts, idle and hidden, against bare Qt; opening",
            measure};
}

} // namespace xpu::bench
