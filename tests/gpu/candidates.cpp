#include "tests/gpu/candidates.h"

#include "compute/vulkan/embedded_kernels.h"
#include "tests/gpu/rules.h"

#include <array>
#include <set>
#include <sstream>

namespace xpu::tests {

namespace {

using vulkan::Architecture;
using vulkan::GemmRole;
using vulkan::GemmTile;

constexpr std::array kRoles{GemmRole::Large, GemmRole::Medium, GemmRole::Small, GemmRole::Wide};
constexpr std::array kArchitectures{Architecture::AmdGcn, Architecture::AmdRdna};

std::vector<std::uint32_t> constantsOf(const GemmTile& tile)
{
    return {tile.groupX,   tile.groupY,      tile.depth,  tile.unroll,
            tile.rowQuads, tile.columnQuads, tile.padding};
}

/// a read along k, b along its columns, quads written, no rest of k.
constexpr std::array<std::uint32_t, 4> kWhole{2, 1, 1, 0};

std::string nameOf(Architecture architecture, GemmRole role)
{
    return std::string(nameOf(architecture)) + ", " + std::string(nameOf(role));
}

bool isChosen(const RowKey& key)
{
    for (const Architecture architecture : kArchitectures)
        for (const GemmRole role : kRoles)
            if (key.kernel == nameOf(architecture, role)) {
                const auto& tile = vulkan::tileOf(vulkan::rowOf(architecture), role);
                return key.constants.starts_with(textOf(constantsOf(tile)) + ",");
            }
    return false;
}

/// Multiply-adds that an invocation does in one turn of the loop over k; the compiler's static count
/// takes every loop for eight turns.
std::uint64_t fmasOf(const std::string& constants)
{
    std::istringstream stream(constants);
    std::array<std::uint64_t, 7> n{};
    char comma = 0;
    for (std::uint64_t& one : n)
        stream >> one >> comma;
    return n[2] * 4 * n[4] * 4 * n[5] * 8;
}

std::uint64_t cyclesPerThousand(const RowKey& key, const Statistics& row)
{
    return row.cycles * 1000 / fmasOf(key.constants);
}

bool isSound(const RowKey& key, const Statistics& row)
{
    return row.spills == 0 && row.scratch == 0 && row.waves >= leastWaves(key.family);
}

} // namespace

std::vector<Variant> candidateKernels(const vulkan::Traits& traits)
{
    std::vector<Variant> all;
    for (const GemmRole role : kRoles)
        for (const GemmTile& tile : vulkan::gemmCandidates(role)) {
            vulkan::Dispatch dispatch;
            dispatch.kernel = vulkan::kernels::gemm(role == GemmRole::Wide);
            dispatch.constants = constantsOf(tile);
            dispatch.constants.insert(dispatch.constants.end(), kWhole.begin(), kWhole.end());
            dispatch.buffers = {vulkan::input(0), vulkan::input(1), vulkan::output(0),
                                vulkan::output(0)};
            all.push_back({nameOf(vulkan::architectureOf(traits), role), textOf(dispatch.constants),
                           std::move(dispatch)});
        }
    return all;
}

std::string candidateText(const Table& candidates)
{
    std::string text = candidates.compiler
                       + "\nfamily\ttile\tconstants\tvgprs\tspills\twaves\tlds\tinverse "
                         "throughput\tfma %\tcycles/1000 fma\tchosen\n";
    for (const auto& [key, row] : candidates.rows) {
        text += key.family + "\t" + key.kernel + "\t" + key.constants;
        for (const std::uint64_t n : {row.vgprs, row.spills, row.waves, row.shared, row.cycles,
                                      row.fmaPercent, cyclesPerThousand(key, row)})
            text += "\t" + std::to_string(n);
        text += isChosen(key) ? "\tchosen\n" : "\t\n";
    }
    return text;
}

std::vector<std::string> wrongChoices(const Table& candidates)
{
    std::vector<std::string> all;
    std::set<std::pair<std::string, std::string>> open; // family and role without a chosen row
    for (const auto& [key, row] : candidates.rows)
        open.emplace(key.family, key.kernel);
    for (const auto& [chosen, its] : candidates.rows) {
        if (!isChosen(chosen))
            continue;
        open.erase({chosen.family, chosen.kernel});
        if (!isSound(chosen, its))
            all.push_back(chosen.text() + " spills or leaves room for too few waves");
        for (const auto& [key, row] : candidates.rows)
            if (key.family == chosen.family && key.kernel == chosen.kernel && isSound(key, row)
                && cyclesPerThousand(key, row) < cyclesPerThousand(chosen, its))
                all.push_back(chosen.text() + " was chosen, <" + key.constants + "> is better");
    }
    for (const auto& [family, kernel] : open)
        all.push_back(kernel + " on " + family + ": the chosen tile is no candidate");
    return all;
}

} // namespace xpu::tests
