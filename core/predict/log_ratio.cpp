#include "core/predict/log_ratio.h"

#include "core/predict/past_run.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace xpu {
namespace {

constexpr double kPriorScale = 0.35;   ///< noise believed until kTrustedSamples have come
constexpr double kPriorDegrees = 4;    ///< how many samples that belief is worth ...
constexpr double kOldPriorDegrees = 1; ///< ... and once there are many of them
constexpr std::uint32_t kTrustedSamples = 20;
constexpr double kFloorScale = 0.02; ///< no machine repeats itself more exactly
/// A kernel typically stays a factor 4 under the roofline: gemm reaches it, a stencil over bytes may
/// stay a factor 30 under it; 1.5 in log is a factor 4.5 either way.
constexpr double kPriorOffset = 1.3862943611198906;
constexpr double kPriorOffsetScale = 1.5;
constexpr double kPriorSlopeScale = 0.1;
constexpr double kPrecision0 =
    (kPriorScale / kPriorOffsetScale) * (kPriorScale / kPriorOffsetScale);
constexpr double kPrecision1 = (kPriorScale / kPriorSlopeScale) * (kPriorScale / kPriorSlopeScale);

constexpr double kMemory = 0.99;        ///< evidence kept per sample: about the last 100 count
constexpr double kHuber = 2;            ///< standard deviations from which a sample counts less
constexpr double kUnbelievable = 6;     ///< and from which it counts only if it repeats
constexpr std::size_t kRepeats = 3;     ///< that many in a row are the new truth
constexpr double kNormal90 = 1.6448536; ///< 95 % quantile of the standard normal
/// Step of the adaptive conformal update (Gibbs and Candes, NeurIPS 2021).
constexpr double kConformalStep = 0.05;
/// Samples after which the band that the update measures against is worked out anew.
constexpr std::uint32_t kBandEvery = 64;

} // namespace

LogRatio::Coefficients LogRatio::coefficients() const
{
    const double p00 = kPrecision0 + sum00_;
    const double p01 = sum01_;
    const double p11 = kPrecision1 + sum11_;
    const double m0 = kPrecision0 * kPriorOffset + moment0_;
    const double m1 = moment1_;
    const double scale = 1 / (p00 * p11 - p01 * p01);
    return {(p11 * m0 - p01 * m1) * scale, (p00 * m1 - p01 * m0) * scale};
}

LogRatio::Solution LogRatio::solve(double x) const
{
    const double p00 = kPrecision0 + sum00_;
    const double p01 = sum01_;
    const double p11 = kPrecision1 + sum11_;
    const Coefficients c = coefficients();
    return {c.at(x), (p11 - 2 * p01 * x + p00 * x * x) / (p00 * p11 - p01 * p01)};
}

double LogRatio::noise() const
{
    const bool trusted = samples_ >= kTrustedSamples;
    const double prior = trusted ? kOldPriorDegrees : kPriorDegrees;
    const double learned =
        std::sqrt((prior * kPriorScale * kPriorScale + squares_) / (prior + weight_));
    return std::max(learned, trusted ? kFloorScale : kPriorScale);
}

LogRatio::Forecast LogRatio::forecast(double logRoofline) const
{
    const Solution s = solve(logRoofline);
    const double stretch = std::sqrt(1 + s.leverage);
    const Band band = bandNow();
    double lo = band.lo * widening_;
    double hi = band.hi * widening_;
    if (samples_ < kTrustedSamples) {
        lo = std::min(lo, -kNormal90 * kPriorScale);
        hi = std::max(hi, kNormal90 * kPriorScale);
    }
    return {s.mean, noise(), lo * stretch, hi * stretch};
}

Band LogRatio::bandNow() const
{
    const Coefficients c = coefficients();
    std::array<double, kSamplesKept> residuals;
    for (std::size_t i = 0; i < recent_.size(); ++i)
        residuals[i] = recent_[i].y - c.at(recent_[i].x);
    return residualBand(std::span(residuals).first(recent_.size()), noise());
}

void LogRatio::observe(double logRoofline, double logRatio)
{
    const Point point{logRoofline, logRatio};
    const Solution s = solve(logRoofline);
    const double stretch = std::sqrt(1 + s.leverage);
    const double error = logRatio - s.mean;
    if (samples_ >= kTrustedSamples)
        adapt(error / stretch);
    ++samples_;
    keep(point);
    if (!isUnbelievable(point, error / (noise() * stretch)))
        absorb(point);
    if (samples_ >= kTrustedSamples && samples_ % kBandEvery == 0)
        band_ = bandNow();
}

void LogRatio::adapt(double error)
{
    if (band_.hi <= band_.lo)
        band_ = bandNow();
    const bool covered = band_.lo * widening_ <= error && error <= band_.hi * widening_;
    widening_ = std::clamp(widening_ * std::exp(kConformalStep * (covered ? -0.1 : 0.9)), 0.5, 4.0);
}

void LogRatio::keep(Point point)
{
    if (recent_.size() < kSamplesKept)
        recent_.push_back(point);
    else
        recent_[next_] = point;
    next_ = (next_ + 1) % kSamplesKept;
}

/// Sets a sample aside; when enough of them agree, the world has changed: what was learned before
/// is forgotten and they are learned instead.
bool LogRatio::isUnbelievable(Point point, double surprise)
{
    if (std::abs(surprise) < kUnbelievable) {
        suspects_.clear();
        return false;
    }
    const auto above = [this](Point p) { return p.y > solve(p.x).mean; };
    if (!suspects_.empty() && above(suspects_.front()) != above(point))
        suspects_.clear();
    suspects_.push_back(point);
    // One early sample may itself have been the wild one: two against one settle it.
    const std::size_t needed = weight_ < 1.5 ? 2 : kRepeats;
    if (suspects_.size() < needed)
        return true;
    forget();
    for (const Point p : std::exchange(suspects_, {})) {
        keep(p);
        absorb(p);
    }
    return true;
}

void LogRatio::forget()
{
    sum00_ = sum01_ = sum11_ = moment0_ = moment1_ = 0;
    weight_ = squares_ = 0;
    recent_.clear();
    next_ = 0;
}

void LogRatio::absorb(Point point)
{
    const Solution s = solve(point.x);
    const double error = point.y - s.mean;
    const double variance = 1 + s.leverage;
    const double surprise = std::abs(error) / (noise() * std::sqrt(variance));
    const double w = surprise <= kHuber ? 1 : kHuber / surprise;

    sum00_ = kMemory * sum00_ + w;
    sum01_ = kMemory * sum01_ + w * point.x;
    sum11_ = kMemory * sum11_ + w * point.x * point.x;
    moment0_ = kMemory * moment0_ + w * point.y;
    moment1_ = kMemory * moment1_ + w * point.x * point.y;
    weight_ = kMemory * weight_ + w;
    squares_ = kMemory * squares_ + w * error * error / variance;
}

} // namespace xpu
