#include "core/predict/transfer_line.h"

#include <algorithm>
#include <cmath>

namespace xpu {
namespace {

// First guesses: a queue submission, and PCIe 3.0 x16 as it is reached in practice. Each enters its
// median as one sample, so that a single wild copy does not stand alone.
constexpr double kGuessLatency = 30e-6;
constexpr double kGuessSecondsPerByte = 1.0 / 10e9;
/// What is left for a part after the other one's share, at least.
constexpr double kLeastShare = 0.1;

} // namespace

TransferLine::TransferLine(bool shared) : shared_(shared)
{
    logLatency_.add(std::log(kGuessLatency));
    logSecondsPerByte_.add(std::log(kGuessSecondsPerByte));
}

Seconds TransferLine::latency() const
{
    return Seconds(shared_ ? 0 : std::exp(logLatency_.median()));
}

double TransferLine::secondsPerByte() const
{
    return shared_ ? 0 : std::exp(logSecondsPerByte_.median());
}

Seconds TransferLine::time(Bytes size) const
{
    return latency() + Seconds(secondsPerByte() * static_cast<double>(size.count));
}

void TransferLine::observe(Bytes size, Seconds took)
{
    const double t = took.count();
    if (shared_ || !std::isfinite(t) || t <= 0)
        return;
    const double moving = secondsPerByte() * static_cast<double>(size.count);
    const double waiting = latency().count();
    if (moving <= waiting)
        logLatency_.add(std::log(std::max(t - moving, kLeastShare * t)));
    else
        logSecondsPerByte_.add(
            std::log(std::max(t - waiting, kLeastShare * t) / static_cast<double>(size.count)));
}

} // namespace xpu
