#pragma once

#include "core/base/units.h"
#include "core/predict/log_ratio.h"
#include "core/predict/recent_median.h"

#include <cstdint>
#include <optional>

namespace xpu {

/// Everything learned of one (operator, device, dtype).
class CostLine {
public:
    struct Forecast {
        Seconds run{0};
        Seconds lo{0};
        Seconds hi{0};
        Seconds mean{0}; ///< what to expect of many: late runs weigh more than early ones
        std::uint32_t samples = 0;
    };

    /// With cost terms: the roofline corrected by what was observed.
    Forecast fromRoofline(Seconds roofline) const;
    /// Without: the median of the runs seen. nullopt = no history yet.
    std::optional<Forecast> fromHistory() const;
    /// First-use cost the next launch still has to pay. nullopt = nothing is known of it.
    std::optional<Seconds> prepare() const;

    /// @param roofline  nullopt for a run without cost terms
    void observe(std::optional<Seconds> roofline, Seconds run);
    /// A launch of this process: its preparation is done now.
    void observePrepare(Seconds prepare);
    /// A launch of an earlier process: preparation will have to be paid again.
    void replayPrepare(Seconds prepare);

private:
    LogRatio ratio_;
    RecentMedian logRuns_;
    std::uint32_t runs_ = 0;
    bool prepared_ = false;      ///< by this process
    RecentMedian firstPrepares_; ///< seconds, of first launches
    RecentMedian laterPrepares_; ///< seconds, of later ones: not 0 where each launch compiles anew
};

} // namespace xpu
