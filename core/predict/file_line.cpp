#include "core/predict/file_line.h"

#include "core/predict/residual_band.h"

#include <algorithm>
#include <cmath>

namespace xpu {
namespace {

constexpr double kShortest = 1e-6; ///< seconds; no file is opened faster
/// The prior may be wrong by this much of itself, each part; one run's noise is kNoise of it.
constexpr double kPriorDoubt = 1.5;
constexpr double kNoise = 0.5;
constexpr double kHuber = 2; ///< noises from which a run counts less
constexpr int kRounds = 8;   ///< of reweighting; it settles in three to five

constexpr double kBelief = 1; ///< spread of one run in log before any: a factor 5 either way

} // namespace

/// Weighted least squares of seconds on (1, bytes) around the prior.
struct FileLine::Sums {
    double p00, p01 = 0, p11, m0, m1;

    /// Errors count relative to what is predicted: a second late means little for a large file.
    explicit Sums(const FilePrior& prior)
    {
        const double ratio = kNoise / kPriorDoubt;
        const double a = std::max(prior.fixed.count(), kShortest);
        const double b = std::max(prior.secondsPerByte, 1e-15);
        p00 = ratio * ratio / (a * a);
        p11 = ratio * ratio / (b * b);
        m0 = p00 * a;
        m1 = p11 * b;
    }
    void add(const Point& point, double predicted)
    {
        const double error = std::abs(point.seconds - predicted) / (kNoise * predicted);
        const double w = std::min(1.0, kHuber / std::max(error, 1e-12)) / (predicted * predicted);
        p00 += w;
        p01 += w * point.bytes;
        p11 += w * point.bytes * point.bytes;
        m0 += w * point.seconds;
        m1 += w * point.bytes * point.seconds;
    }
    void solve(Fit& fit) const
    {
        const double determinant = p00 * p11 - p01 * p01;
        fit.fixed = (p11 * m0 - p01 * m1) / determinant;
        fit.perByte = (p00 * m1 - p01 * m0) / determinant;
        // Neither part can be less than nothing; then the other one explains all.
        if (fit.perByte < 0) {
            fit.perByte = 0;
            fit.fixed = m0 / p00;
        } else if (fit.fixed < kShortest) {
            fit.fixed = kShortest;
            fit.perByte = std::max(0.0, (m1 - p01 * kShortest) / p11);
        }
    }
};

double FileLine::at(const Fit& fit, double bytes)
{
    return std::max(kShortest, fit.fixed + fit.perByte * bytes);
}

FileLine::Fit FileLine::fit(const FilePrior& prior) const
{
    Fit fit;
    fit.fixed = std::max(prior.fixed.count(), kShortest);
    fit.perByte = prior.secondsPerByte;
    for (int round = 0; round < kRounds && !points_.empty(); ++round) {
        Sums sums(prior);
        for (const Point& point : points_)
            sums.add(point, at(fit, point.bytes));
        sums.solve(fit);
    }
    spread(fit);
    return fit;
}

void FileLine::spread(Fit& fit) const
{
    std::vector<double> residuals;
    for (const Point& point : points_)
        residuals.push_back(std::log(point.seconds / at(fit, point.bytes)));
    const Band band = residualBand(residuals, kBelief);
    fit.lo = band.lo;
    fit.hi = band.hi;
}

CostLine::Forecast FileLine::forecast(const FilePrior& prior, double bytes) const
{
    // A line without runs is whatever its prior says, and that differs from one call to the next.
    if (points_.empty())
        return forecast(fit(prior), bytes);
    if (!fitted_)
        fitted_ = fit(prior);
    return forecast(*fitted_, bytes);
}

CostLine::Forecast FileLine::forecast(const Fit& fit, double bytes) const
{
    const Seconds run(at(fit, bytes));
    return {run, run * std::exp(fit.lo), run * std::exp(fit.hi), run, runs_};
}

void FileLine::observe(double bytes, Seconds run)
{
    const Point point{bytes, std::max(run.count(), kShortest)};
    if (points_.size() < kSamplesKept)
        points_.push_back(point);
    else
        points_[next_] = point;
    next_ = (next_ + 1) % kSamplesKept;
    ++runs_;
    fitted_.reset();
}

} // namespace xpu
