#include "core/predict/log_ratio.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace xpu {
namespace {

constexpr double kPriorScale = 0.35;   ///< noise believed until kTrustedSamples have come
constexpr double kPriorDegrees = 4;    ///< how many samples that belief is worth ...
constexpr double kOldPriorDegrees = 1; ///< ... and once there are many of them
constexpr std::uint32_t kTrustedSamples = 20;
constexpr double kFloorScale = 0.02; ///< no machine repeats itself more exactly
/// A kernel typically stays a factor 2 under the roofline; 1.5 in log is a factor 4.5 either way.
constexpr double kPriorOffset = 0.6931471805599453;
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

/// 95 % quantile of Student's t, first terms of its expansion in 1/degrees.
double student90(double degrees)
{
    return kNormal90 + (kNormal90 * kNormal90 * kNormal90 + kNormal90) / (4 * degrees);
}

} // namespace

LogRatio::Solution LogRatio::solve(double x) const
{
    const double p00 = kPrecision0 + sum00_;
    const double p01 = sum01_;
    const double p11 = kPrecision1 + sum11_;
    const double m0 = kPrecision0 * kPriorOffset + moment0_;
    const double m1 = moment1_;
    const double determinant = p00 * p11 - p01 * p01;
    const double offset = (p11 * m0 - p01 * m1) / determinant;
    const double slope = (p00 * m1 - p01 * m0) / determinant;
    return {offset + slope * x, (p11 - 2 * p01 * x + p00 * x * x) / determinant};
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
    const double scale = noise() * std::sqrt(1 + s.leverage);
    const double widening = samples_ < kTrustedSamples ? std::max(1.0, widening_) : widening_;
    return {s.mean, scale, scale * student90(kPriorDegrees + weight_) * widening};
}

void LogRatio::observe(double logRoofline, double logRatio)
{
    const Point point{logRoofline, logRatio};
    const Forecast before = forecast(logRoofline);
    const double error = logRatio - before.mean;
    const bool covered = std::abs(error) <= before.reach;
    if (samples_ >= kTrustedSamples)
        widening_ =
            std::clamp(widening_ * std::exp(kConformalStep * (covered ? -0.1 : 0.9)), 0.5, 4.0);
    ++samples_;
    if (isUnbelievable(point, error / before.scale))
        return;
    absorb(point);
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
    for (const Point p : std::exchange(suspects_, {}))
        absorb(p);
    return true;
}

void LogRatio::forget()
{
    sum00_ = sum01_ = sum11_ = moment0_ = moment1_ = 0;
    weight_ = squares_ = 0;
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
