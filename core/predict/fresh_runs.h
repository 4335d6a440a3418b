#pragma once

#include "core/base/units.h"
#include "core/device/operator_info.h"
#include "core/predict/past_run.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace xpu {

/// The last runs of one cost line that are not stored yet; older ones are not worth storing.
class FreshRuns {
public:
    struct Run {
        CostTerms terms;
        Seconds run{0};
        Seconds prepare{0};
    };

    void add(const Run& run)
    {
        if (runs_.size() < kSamplesKept)
            return runs_.push_back(run);
        runs_[oldest_] = run;
        oldest_ = (oldest_ + 1) % kSamplesKept;
    }
    /// Oldest first; none are left.
    std::vector<Run> take()
    {
        std::vector<Run> out(runs_.begin() + static_cast<std::ptrdiff_t>(oldest_), runs_.end());
        out.insert(out.end(), runs_.begin(), runs_.begin() + static_cast<std::ptrdiff_t>(oldest_));
        runs_.clear();
        oldest_ = 0;
        return out;
    }

private:
    std::vector<Run> runs_;
    std::size_t oldest_ = 0;
};

} // namespace xpu
