#include "compute/telemetry/sources.h"

#include <array>

namespace xpu::telemetry {
namespace {

struct Row {
    const char* id;
    const char* name;
    Seconds LatencyWindow::*value;
};

constexpr std::array<Row, 6> kRows = {{
    {"latency.ready.p50", "Ready to start, p50", &LatencyWindow::readyToStartP50},
    {"latency.ready.p95", "Ready to start, p95", &LatencyWindow::readyToStartP95},
    {"latency.ready.p99", "Ready to start, p99", &LatencyWindow::readyToStartP99},
    {"latency.service.p50", "Service time, p50", &LatencyWindow::serviceP50},
    {"latency.service.p95", "Service time, p95", &LatencyWindow::serviceP95},
    {"latency.service.p99", "Service time, p99", &LatencyWindow::serviceP99},
}};

class LatencySource final : public TelemetrySource {
public:
    explicit LatencySource(Latencies latencies) : latencies_(std::move(latencies)) {}
    std::vector<SensorInfo> sensors() override
    {
        std::vector<SensorInfo> all;
        for (const Row& row : kRows)
            all.push_back({.id = row.id,
                           .name = row.name,
                           .device = {},
                           .unit = Unit::Second,
                           .source = "engine",
                           .max = 0});
        return all;
    }
    void read(Seconds /*now*/, std::vector<Sample>& out) override
    {
        const std::shared_ptr<const LatencyWindow> window = latencies_();
        for (const Row& row : kRows)
            // Nothing ran in the last minute: there is no latency, which is not a latency of zero.
            out.push_back(window && window->count > 0
                              ? Sample{((*window).*row.value).count(), Quality::Measured}
                              : Sample{});
    }

private:
    Latencies latencies_;
};

} // namespace

SourcePtr makeLatencySource(Latencies latencies)
{
    return std::make_unique<LatencySource>(std::move(latencies));
}

} // namespace xpu::telemetry
