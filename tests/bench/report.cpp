#include "tests/bench/bench.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace xpu::bench {
namespace {

constexpr std::size_t kRoundsForAGoal = 5;

struct Figures {
    double own = 0;
    std::optional<double> peer;
    std::optional<double> ratio;
    double spread = 0; ///< (max - min) / median of the ratios, or of own without a peer
    std::optional<bool> met;
};

double spreadOf(const std::vector<double>& values)
{
    if (values.empty())
        return 0;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double middle = median(values);
    return middle == 0 ? 0 : (*high - *low) / middle;
}

Figures figuresOf(const Row& row, bool idle, std::size_t rounds)
{
    Figures f;
    f.own = median(row.own);
    f.spread = spreadOf(row.own);
    if (!row.peer.empty() && row.peer.size() == row.own.size()) {
        std::vector<double> ratios;
        for (std::size_t i = 0; i < row.own.size(); ++i)
            ratios.push_back(row.own[i] / row.peer[i]);
        f.peer = median(row.peer);
        f.ratio = median(ratios);
        f.spread = spreadOf(ratios);
    }
    if (row.goal)
        f.met = idle && rounds >= kRoundsForAGoal && f.ratio && *f.ratio <= *row.goal;
    return f;
}

std::string goalText(const Row& row)
{
    if (!row.goal)
        return {};
    char text[32];
    std::snprintf(text, sizeof text, "<=%.3g", *row.goal);
    return text;
}

template <class T>
nlohmann::json orNull(const std::optional<T>& value)
{
    return value ? nlohmann::json(*value) : nlohmann::json();
}

} // namespace

double median(std::vector<double> values)
{
    if (values.empty())
        return std::nan("");
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::string toJson(const std::string& name, bool idle, std::size_t rounds,
                   const std::vector<Row>& rows)
{
    nlohmann::json out = {
        {"bench", name}, {"idle", idle}, {"rounds", rounds}, {"rows", nlohmann::json::array()}};
    for (const Row& row : rows) {
        const Figures f = figuresOf(row, idle, rounds);
        const std::string goal = goalText(row);
        out["rows"].push_back(
            {{"case", row.label},
             {"own", f.own},
             {"peer_name", row.peerName.empty() ? nlohmann::json() : nlohmann::json(row.peerName)},
             {"peer", orNull(f.peer)},
             {"ratio", orNull(f.ratio)},
             {"spread", f.spread},
             {"goal", goal.empty() ? nlohmann::json() : nlohmann::json(goal)},
             {"met", orNull(f.met)}});
    }
    return out.dump(2);
}

std::string toText(const std::string& name, bool idle, std::size_t rounds,
                   const std::vector<Row>& rows)
{
    std::string out = name + ": " + std::to_string(rounds) + " rounds, machine "
                      + (idle ? "idle" : "BUSY") + "\n";
    for (const Row& row : rows) {
        const Figures f = figuresOf(row, idle, rounds);
        char line[256];
        std::snprintf(line, sizeof line, "  %-46s own %10.4g", row.label.c_str(), f.own);
        out += line;
        if (f.ratio) {
            std::snprintf(line, sizeof line, "  %s %10.4g  ratio %.3f (spread %.0f %%)",
                          row.peerName.c_str(), *f.peer, *f.ratio, f.spread * 100);
            out += line;
        } else if (!row.peerName.empty()) {
            out += "  " + row.peerName + " not installed";
        }
        if (f.met)
            out += "  goal " + goalText(row) + (*f.met ? " met" : " NOT met");
        out += "\n";
    }
    return out;
}

} // namespace xpu::bench
