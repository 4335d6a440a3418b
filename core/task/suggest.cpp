#include "core/task/suggest.h"

#include <algorithm>
#include <array>

namespace xpu::task {
namespace {

constexpr std::size_t kLongest = 64;
/// More would make a hostile file of thousands of ids and typing errors slow to answer.
constexpr std::size_t kMostCandidates = 500;

/// Optimal string alignment distance: a swap of neighbours counts once, as typists make it.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::array<std::array<std::size_t, kLongest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j)
        rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& now = rows[i % 3];
        const auto& last = rows[(i + 2) % 3];
        const auto& beforeLast = rows[(i + 1) % 3];
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], beforeLast[j - 2] + 1);
        }
    }
    return rows[a.size() % 3][b.size()];
}

} // namespace

std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates)
{
    if (word.empty() || word.size() > kLongest || candidates.size() > kMostCandidates)
        return {};
    const std::size_t allowed = std::max<std::size_t>(1, word.size() / 3);
    std::string_view best;
    std::size_t bestDistance = allowed + 1;
    for (const std::string_view candidate : candidates) {
        const std::size_t gap = candidate.size() > word.size() ? candidate.size() - word.size()
                                                               : word.size() - candidate.size();
        if (gap >= bestDistance || candidate.size() > kLongest)
            continue;
        if (const std::size_t d = distance(word, candidate); d < bestDistance) {
            bestDistance = d;
            best = candidate;
        }
    }
    return std::string(best);
}

} // namespace xpu::task
