#include "tests/gpu/machine_code.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

namespace xpu::tests {

namespace {

bool isFma(std::string_view instruction)
{
    static constexpr std::array<std::string_view, 6> kNames{
        "v_fma", "v_mad_f", "v_mac_f", "v_pk_fma", "v_dual_fma", "v_mad_legacy"};
    return std::any_of(kNames.begin(), kNames.end(),
                       [&](std::string_view name) { return instruction.starts_with(name); });
}

/// The label a branch goes to; empty for other instructions.
std::string_view targetOf(std::string_view instruction)
{
    if (!instruction.starts_with("s_branch") && !instruction.starts_with("s_cbranch"))
        return {};
    const std::size_t label = instruction.find("BB");
    if (label == std::string_view::npos)
        return {};
    const std::size_t end = instruction.find_first_not_of("0123456789", label + 2);
    return instruction.substr(label, end - label);
}

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

} // namespace

std::uint64_t fmaPercent(std::string_view disassembly)
{
    std::map<std::string_view, std::size_t> labels; // position of the instruction behind each
    std::vector<std::size_t> fmasBefore{0};
    std::vector<Span> loops;
    while (!disassembly.empty()) {
        std::string_view line = disassembly.substr(0, disassembly.find('\n'));
        disassembly.remove_prefix(std::min(line.size() + 1, disassembly.size()));
        const std::size_t at = fmasBefore.size() - 1;
        if (line.starts_with("BB")) {
            labels[line.substr(0, line.find(':'))] = at;
            continue;
        }
        if (!line.starts_with('\t'))
            continue;
        line.remove_prefix(1);
        fmasBefore.push_back(fmasBefore.back() + (isFma(line) ? 1 : 0));
        if (const auto back = labels.find(targetOf(line)); back != labels.end())
            loops.push_back({back->second, at + 1});
    }
    const auto fmas = [&](const Span& s) { return fmasBefore[s.end] - fmasBefore[s.begin]; };
    const auto hottest =
        std::max_element(loops.begin(), loops.end(), [&](const Span& a, const Span& b) {
            return std::pair(fmas(a), a.end - a.begin) < std::pair(fmas(b), b.end - b.begin);
        });
    if (hottest == loops.end())
        return 0;
    return 100 * fmas(*hottest) / (hottest->end - hottest->begin);
}

} // namespace xpu::tests
