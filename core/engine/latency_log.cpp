#include "core/engine/latency_log.h"

#include <algorithm>
#include <vector>

namespace xpu {
namespace {

constexpr Seconds kWindow{60};

Seconds percentile(std::vector<float>& values, double share)
{
    if (values.empty())
        return Seconds{0};
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return Seconds(*at);
}

} // namespace

LatencyWindow LatencyLog::window(Seconds now)
{
    told_ = next_;
    std::vector<float> starts;
    std::vector<float> services;
    for (std::size_t i = 0; i < std::min(next_, kKept); ++i) {
        if (entries_[i].at < (now - kWindow).count())
            continue;
        starts.push_back(entries_[i].readyToStart);
        services.push_back(entries_[i].service);
    }
    LatencyWindow window;
    window.count = starts.size();
    window.readyToStartP50 = percentile(starts, 0.50);
    window.readyToStartP95 = percentile(starts, 0.95);
    window.readyToStartP99 = percentile(starts, 0.99);
    window.serviceP50 = percentile(services, 0.50);
    window.serviceP95 = percentile(services, 0.95);
    window.serviceP99 = percentile(services, 0.99);
    return window;
}

} // namespace xpu
