#include "core/predict/cost_line.h"

#include <algorithm>
#include <cmath>

namespace xpu {
namespace {

constexpr double kShortest = 1e-9;     ///< seconds; nothing is faster than the clock can tell
constexpr double kHistoryScale = 0.35; ///< least believed spread of a command's runs, in log ...
constexpr std::uint32_t kTrustedSamples = 20; ///< ... until that many were seen
constexpr double kHistoryFloor = 0.02;
constexpr double kNormal90 = 1.6448536;

constexpr double kMostSkew = 1; ///< of the noise: beyond it the formula trusts its tail too much

/// Mean of a log-normal distribution.
double meanOf(double centre, double noise)
{
    const double skew = std::min(noise, kMostSkew);
    return std::exp(centre + skew * skew / 2);
}

double logOf(Seconds t) { return std::log(std::max(t.count(), kShortest)); }

} // namespace

CostLine::Forecast CostLine::fromRoofline(Seconds roofline) const
{
    const double base = logOf(roofline);
    const LogRatio::Forecast f = ratio_.forecast(base);
    const double centre = base + f.mean;
    return {Seconds(std::exp(centre)), Seconds(std::exp(centre + f.lo)),
            Seconds(std::exp(centre + f.hi)), Seconds(meanOf(centre, f.noise)), ratio_.samples()};
}

std::optional<CostLine::Forecast> CostLine::fromHistory() const
{
    if (logRuns_.empty())
        return std::nullopt;
    const double least = runs_ < kTrustedSamples ? kHistoryScale : kHistoryFloor;
    const double scale = std::max(logRuns_.spread(), least)
                         * std::sqrt(1 + 1.0 / static_cast<double>(logRuns_.size()));
    const double centre = logRuns_.median();
    const double reach = kNormal90 * scale;
    return Forecast{Seconds(std::exp(centre)), Seconds(std::exp(centre - reach)),
                    Seconds(std::exp(centre + reach)), Seconds(meanOf(centre, logRuns_.spread())),
                    runs_};
}

void CostLine::observe(std::optional<Seconds> roofline, Seconds run)
{
    ++runs_;
    const double actual = logOf(run);
    logRuns_.add(actual);
    if (!roofline)
        return;
    const double base = logOf(*roofline);
    ratio_.observe(base, actual - base);
}

std::optional<Seconds> CostLine::prepare() const
{
    if (prepared_)
        return Seconds(laterPrepares_.median());
    if (firstPrepares_.empty())
        return std::nullopt;
    return Seconds(firstPrepares_.median());
}

void CostLine::observePrepare(Seconds prepare)
{
    (prepared_ ? laterPrepares_ : firstPrepares_).add(prepare.count());
    prepared_ = true;
}

void CostLine::replayPrepare(Seconds prepare)
{
    // History does not say which launch was a session's first; only those that paid show it.
    if (prepare.count() > 0)
        firstPrepares_.add(prepare.count());
}

} // namespace xpu
