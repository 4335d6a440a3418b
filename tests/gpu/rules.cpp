#include "tests/gpu/rules.h"

namespace xpu::tests {

namespace {

constexpr double kWorseBy = 1.05; ///< inverse throughput

} // namespace

/// GCN's SIMD holds ten waves of at least 64; it has no more registers for them than RDNA has for
/// twice as many.
std::uint64_t leastWaves(const std::string& family)
{
    return family == "polaris10" || family == "vega10" ? 2 : 4;
}

std::vector<std::string> offences(const Table& now)
{
    std::vector<std::string> all;
    for (const auto& [key, row] : now.rows) {
        if (row.spills > 0)
            all.push_back(key.text() + " spills " + std::to_string(row.spills) + " registers");
        if (row.scratch > 0)
            all.push_back(key.text() + " takes " + std::to_string(row.scratch)
                          + " bytes of scratch memory");
        if (const auto least = leastWaves(key.family); row.waves < least)
            all.push_back(key.text() + " leaves room for " + std::to_string(row.waves)
                          + " waves, at least " + std::to_string(least) + " are wanted");
    }
    return all;
}

std::vector<std::string> regressions(const Table& committed, const Table& now)
{
    std::vector<std::string> all;
    if (committed.compiler != now.compiler)
        return all;
    for (const auto& [key, row] : now.rows) {
        const auto before = committed.rows.find(key);
        if (before == committed.rows.end())
            all.push_back(key.text() + " is not in the table");
        else if (static_cast<double>(row.cycles)
                 > kWorseBy * static_cast<double>(before->second.cycles))
            all.push_back(key.text() + " takes " + std::to_string(row.cycles) + " cycles, "
                          + std::to_string(before->second.cycles) + " before");
    }
    for (const auto& [key, row] : committed.rows)
        if (!now.rows.contains(key))
            all.push_back(key.text() + " is in the table, but no kernel is compiled so any more");
    return all;
}

} // namespace xpu::tests
