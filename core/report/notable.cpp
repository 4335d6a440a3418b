#include "core/report/notable.h"

#include <algorithm>

namespace xpu::report {

using history::StepFinished;

std::vector<const StepFinished*> notableSteps(const std::vector<StepFinished>& steps,
                                              std::size_t whole, std::size_t most)
{
    std::vector<const StepFinished*> all;
    for (const StepFinished& step : steps)
        all.push_back(&step);
    if (all.size() <= whole)
        return all;
    const auto weight = [](const StepFinished* s) {
        return std::pair(s->state == StepState::Failed, s->actualS.value_or(0));
    };
    std::stable_sort(all.begin(), all.end(),
                     [&](const auto* a, const auto* b) { return weight(a) > weight(b); });
    all.resize(std::min(most, all.size()));
    std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a < b; });
    return all;
}

} // namespace xpu::report
