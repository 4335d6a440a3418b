#pragma once

#include "core/plan/plan.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace xpu::test {

struct Edge {
    std::uint32_t from;
    std::uint32_t to;
    std::uint64_t bytes = 0; ///< 0 = an `after` edge
};

/// A graph of `count` steps named "s0", "s1", ... with these edges.
inline TaskGraph makeGraph(std::uint32_t count, const std::vector<Edge>& edges)
{
    TaskGraph graph;
    graph.steps.resize(count);
    for (std::uint32_t s = 0; s < count; ++s)
        graph.steps[s].id = "s" + std::to_string(s);
    std::vector<std::vector<StepIndex>> next(count);
    graph.predecessorCount.assign(count, 0);
    for (const Edge& e : edges) {
        next[e.from].emplace_back(e.to);
        ++graph.predecessorCount[e.to];
        if (e.bytes > 0)
            graph.steps[e.to].inputs.push_back(
                {"in", StepPort{StepIndex(e.from), 0}, TensorSpec{DType::U8, Shape{e.bytes}}});
    }
    graph.successorBegin.push_back(0);
    for (const auto& list : next) {
        graph.successors.insert(graph.successors.end(), list.begin(), list.end());
        graph.successorBegin.push_back(static_cast<std::uint32_t>(graph.successors.size()));
    }
    return graph;
}

/// `run` is steps x devices, in seconds; a negative figure means impossible.
inline CostTable makeCosts(std::size_t devices, const std::vector<double>& run)
{
    CostTable costs;
    costs.devices = devices;
    for (const double r : run)
        costs.run.push_back(r < 0 ? kImpossible : Seconds(r));
    for (std::uint32_t s = 0; s < run.size() / devices; ++s)
        costs.rowOf.push_back(s);
    costs.secondsPerByte.assign(devices, 0);
    costs.transferLatency.assign(devices, Seconds(0));
    costs.slots.assign(devices, 1);
    return costs;
}

inline std::vector<Seconds> freeNow(std::size_t devices)
{
    return std::vector<Seconds>(devices, Seconds(0));
}

struct Problem {
    TaskGraph graph;
    CostTable costs;
};

/// A seeded graph whose edges lead upwards through a shuffled numbering, some steps without cost,
/// some devices unable, copies that cost time on devices with their own memory.
inline Problem randomProblem(std::uint64_t seed, std::uint32_t maxSteps)
{
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t n) { return random() % n; };
    const auto real = [&] { return std::uniform_real_distribution<>(0, 1)(random); };

    const auto count = static_cast<std::uint32_t>(1 + below(maxSteps));
    const std::size_t devices = 1 + below(4);
    std::vector<std::uint32_t> number(count);
    for (std::uint32_t i = 0; i < count; ++i)
        number[i] = i;
    std::shuffle(number.begin(), number.end(), random);
    const double density = real() * 4 / count;
    std::vector<Edge> edges;
    for (std::uint32_t a = 0; a < count; ++a)
        for (std::uint32_t b = a + 1; b < count; ++b)
            if (real() < density)
                edges.push_back({number[a], number[b], below(3) == 0 ? 0 : 1 + below(1000)});

    std::vector<double> run;
    for (std::uint32_t s = 0; s < count; ++s) {
        const std::size_t sure = below(devices);
        const double size = below(8) == 0 ? 0 : real() * 10;
        for (std::size_t d = 0; d < devices; ++d)
            run.push_back(d != sure && below(4) == 0 ? -1 : size * (0.2 + real() * 3));
    }
    Problem p{makeGraph(count, edges), makeCosts(devices, run)};
    for (std::size_t d = 0; d < devices; ++d) {
        p.costs.slots[d] = static_cast<int>(1 + below(3));
        if (below(2) == 0) {
            p.costs.secondsPerByte[d] = real() * 0.01;
            p.costs.transferLatency[d] = Seconds(real());
        }
    }
    return p;
}

} // namespace xpu::test
