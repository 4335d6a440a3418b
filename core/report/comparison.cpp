#include "core/report/comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>

namespace xpu {
namespace {

using history::StepFinished;
using Better = Comparison::Better;
using Evidence = Comparison::Evidence;
using Pair = Comparison::Pair;

/// The step times speak with one voice when chance would do so less often than this.
constexpr double kChance = 0.05;

double countOf(std::size_t value) { return static_cast<double>(value); }

Comparison::Side sideOf(const Report& report)
{
    return {report.run.summary, report.run.sha256, report.currency,
            report.makespanS,   report.done,       report.failed};
}

Better betterOf(const Pair& cost)
{
    const std::optional<double> ratio = cost.ratio();
    if (!ratio)
        return Better::Unknown;
    if (std::abs(*ratio - 1) <= Comparison::kAlike)
        return Better::Alike;
    return *ratio < 1 ? Better::Second : Better::First;
}

std::vector<Comparison::Figure> figuresOf(const Report& a, const Report& b)
{
    const history::RunSummary& first = a.run.summary;
    const history::RunSummary& second = b.run.summary;
    return {{"makespan_s", {a.makespanS, b.makespanS}},
            {"predicted_s", {first.predictedS, second.predictedS}},
            {"lower_bound_s", {first.lowerBoundS, second.lowerBoundS}},
            {"energy_j", {first.energyJ, second.energyJ}},
            {"cost", {a.footprint.cost, b.footprint.cost}},
            {"carbon_g", {a.footprint.carbonG, b.footprint.carbonG}},
            {"median_error", {a.medianError, b.medianError}},
            {"coverage", {a.coverage, b.coverage}},
            {"steps_done", {countOf(a.done), countOf(b.done)}},
            {"steps_failed", {countOf(a.failed), countOf(b.failed)}}};
}

std::vector<Comparison::DeviceLine> devicesOf(const Report& a, const Report& b)
{
    std::map<std::string, Comparison::DeviceLine> lines;
    const auto add = [&](const Report& report, std::optional<double> Pair::*side) {
        for (const Report::DeviceLine& line : report.devices) {
            Comparison::DeviceLine& both = lines[line.device];
            both.device = line.device;
            both.steps.*side = countOf(line.steps);
            both.busyS.*side = line.busyS;
            both.utilization.*side = line.utilization;
            both.energyJ.*side = line.energyJ;
        }
    };
    add(a, &Pair::first);
    add(b, &Pair::second);
    std::vector<Comparison::DeviceLine> all;
    for (auto& [device, line] : lines)
        all.push_back(std::move(line));
    return all;
}

std::vector<Comparison::OperationLine> operationsOf(const Report& a, const Report& b)
{
    std::map<std::pair<std::string, std::string>, Comparison::OperationLine> lines;
    const auto add = [&](const Report& report, std::optional<double> Pair::*side) {
        for (const Report::OperationLine& line : report.operations) {
            Comparison::OperationLine& both = lines[{line.operation, line.device}];
            both.operation = line.operation;
            both.device = line.device;
            both.steps.*side = countOf(line.steps);
            if (line.timed == 0)
                continue;
            both.p50S.*side = line.p50S;
            both.totalS.*side = line.totalS;
        }
    };
    add(a, &Pair::first);
    add(b, &Pair::second);
    std::vector<Comparison::OperationLine> all;
    for (auto& [key, line] : lines)
        all.push_back(std::move(line));
    const auto difference = [](const Comparison::OperationLine& line) {
        return std::abs(line.totalS.second.value_or(0) - line.totalS.first.value_or(0));
    };
    std::stable_sort(all.begin(), all.end(),
                     [&](const auto& x, const auto& y) { return difference(x) > difference(y); });
    return all;
}

std::optional<double> timeOf(const StepFinished& step)
{
    return step.state == StepState::Done ? step.actualS : std::nullopt;
}

bool ran(const StepFinished& step) { return step.startedUtcMicros > 0; }

void matchSteps(Comparison& both, const Report& a, const Report& b)
{
    std::unordered_map<std::string_view, const StepFinished*> inSecond;
    for (const StepFinished& step : b.run.steps)
        inSecond.emplace(step.step, &step);
    for (const StepFinished& step : a.run.steps) {
        const auto at = inSecond.find(step.step);
        if (at == inSecond.end()) {
            both.onlyFirst.push_back(step.step);
            continue;
        }
        const StepFinished& other = *at->second;
        both.ranOnlyInFirst += ran(step) && !ran(other) ? 1u : 0u;
        both.ranOnlyInSecond += !ran(step) && ran(other) ? 1u : 0u;
        both.steps.push_back({step.step,
                              step.operation,
                              step.state,
                              other.state,
                              step.device,
                              other.device,
                              {timeOf(step), timeOf(other)}});
        inSecond.erase(at);
    }
    for (const StepFinished& step : b.run.steps)
        if (inSecond.contains(step.step))
            both.onlySecond.push_back(step.step);
}

void judgeSteps(Comparison& both)
{
    std::vector<double> ratios;
    for (const Comparison::StepLine& step : both.steps) {
        const std::optional<double> ratio = step.actualS.ratio();
        if (!ratio)
            continue;
        ratios.push_back(*ratio);
        const Better better = betterOf(step.actualS);
        both.fasterInFirst += better == Better::First ? 1u : 0u;
        both.fasterInSecond += better == Better::Second ? 1u : 0u;
    }
    both.compared = ratios.size();
    if (ratios.empty())
        return;
    std::sort(ratios.begin(), ratios.end());
    const std::size_t half = ratios.size() / 2;
    both.medianStepRatio = ratios.size() % 2 ? ratios[half] : (ratios[half - 1] + ratios[half]) / 2;
}

/// Sign test: how often at least `more` of `all` fair coins fall to one named side, or its mirror.
double signChance(std::size_t more, std::size_t all)
{
    const double n = countOf(all);
    double logTerm = -n * std::log(2.0); // of all over k, by the half to the power of all
    double tail = 0;
    for (std::size_t k = 0; k <= all; ++k) {
        if (k >= more)
            tail += std::exp(logTerm);
        logTerm += std::log((n - countOf(k)) / (countOf(k) + 1));
    }
    return std::min(1.0, 2 * tail);
}

Evidence evidenceOf(const Comparison& both)
{
    if (both.time != Better::First && both.time != Better::Second)
        return Evidence::None;
    const std::size_t differing = both.fasterInFirst + both.fasterInSecond;
    if (differing < Comparison::kFew)
        return Evidence::Few;
    const std::size_t with = both.time == Better::First ? both.fasterInFirst : both.fasterInSecond;
    return 2 * with > differing && signChance(with, differing) < kChance ? Evidence::Consistent
                                                                         : Evidence::Mixed;
}

bool isDone(const Report& report) { return report.run.summary.state == nameOf(TaskState::Done); }

} // namespace

std::optional<double> Comparison::Pair::ratio() const
{
    if (!first || !second || !(*first > 0))
        return std::nullopt;
    return *second / *first;
}

std::string_view nameOf(Comparison::Better better)
{
    switch (better) {
    case Better::First:
        return "first";
    case Better::Second:
        return "second";
    case Better::Alike:
        return "alike";
    case Better::Unknown:
        break;
    }
    return "";
}

std::string_view nameOf(Comparison::Evidence evidence)
{
    switch (evidence) {
    case Evidence::Few:
        return "few";
    case Evidence::Mixed:
        return "mixed";
    case Evidence::Consistent:
        return "consistent";
    case Evidence::None:
        break;
    }
    return "none";
}

Comparison compare(const Report& first, const Report& second)
{
    Comparison both;
    both.first = sideOf(first);
    both.second = sideOf(second);
    both.figures = figuresOf(first, second);
    both.devices = devicesOf(first, second);
    both.operations = operationsOf(first, second);
    matchSteps(both, first, second);
    judgeSteps(both);
    both.sameFile = !first.run.sha256.empty() && first.run.sha256 == second.run.sha256;
    both.makespanS = {first.makespanS, second.makespanS};
    both.energyJ = {first.run.summary.energyJ, second.run.summary.energyJ};
    if (isDone(first) && isDone(second)) {
        both.time = betterOf(both.makespanS);
        both.energy = betterOf(both.energyJ);
    }
    both.evidence = evidenceOf(both);
    return both;
}

} // namespace xpu
