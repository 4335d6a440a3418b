#pragma once

#include "core/base/ids.h"
#include "core/base/units.h"
#include "core/device/device.h"
#include "core/predict/cost_line.h"
#include "core/predict/file_line.h"
#include "core/predict/fresh_runs.h"
#include "core/predict/past_run.h"
#include "core/predict/recent_mean.h"
#include "core/predict/transfer_line.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace xpu {

/// What a launch will cost on one device. lo/hi bound the 90 % interval.
struct Estimate {
    Seconds run{0};
    Seconds lo{0};
    Seconds hi{0};
    Seconds mean{0};    ///< to expect of many such launches; what plans add up
    Seconds prepare{0}; ///< first-use cost still to be paid
    Joules energy;
    std::uint32_t samples =
        0;              ///< runs and probes behind it; 0 = from the roofline alone, or unknown
    bool known = false; ///< false: no history and no cost terms ("no history yet")
};

/// What distinguishes one learned cost line from another.
struct CostKey {
    std::uint32_t operation = 0; ///< interned operator name or command shape
    DeviceIndex device;
    DType dtype = DType::F32;

    bool operator==(const CostKey&) const = default;
};

/// Learns run time per (operator, device, dtype) from three probes and every finished launch;
/// engine thread only. A later issue deepens the inside, not this face.
class Predictor {
public:
    explicit Predictor(std::vector<DeviceInfo> devices);

    /// Stable small number of an operator name or of a command's program.
    std::uint32_t operationOf(const std::string& name);
    Estimate estimate(const CostKey& key, const CostTerms& terms) const;
    /// Copy of `size` between host memory and the device, one way.
    Seconds transferTime(DeviceIndex device, Bytes size) const;
    /// The two parts of transferTime, for the planner's table; both 0 where memory is shared.
    Seconds transferLatency(DeviceIndex device) const;
    double transferSecondsPerByte(DeviceIndex device) const;
    /// Time between asking for a row to be on the disk for certain and its being there: a launch
    /// with side effects holds its device meanwhile.
    Seconds commitTime() const;
    /// Time a launch holds a device beyond its own: threads wake, the engine hears of its end. Next
    /// to nothing on an idle machine, milliseconds on one that others keep busy.
    Seconds handover(DeviceIndex device) const;

    void observe(const CostKey& key, const CostTerms& terms, Seconds run, Seconds prepare);
    void observeTransfer(DeviceIndex device, Bytes size, Seconds took);
    void observeCommit(Seconds took);
    /// @param took  from handing over to hearing of the end, without the launch's own times
    void observeHandover(DeviceIndex device, Seconds took);
    /// The same as `observe` for a launch that measured the device; it is stored as a probe and so
    /// is not among the fresh runs.
    void observeProbe(const CostKey& key, const CostTerms& terms, Seconds run, Seconds prepare);
    /// Learns from earlier sessions, oldest first. Runs on devices that are no longer here are
    /// passed over. Preparation counts as still to be paid: this process has compiled nothing yet.
    void replay(std::span<const PastRun> runs);
    /// What was observed since the last call, for the history: of each line the last kSamplesKept,
    /// oldest first. Replaying it teaches another predictor the same.
    std::vector<PastRun> takeFresh();
    bool hasFresh() const { return fresh_; }

private:
    struct KeyHash {
        std::size_t operator()(const CostKey& k) const noexcept;
    };
    struct Line {
        CostLine kernel;
        FileLine file; ///< of the host device, in place of `kernel`
        FreshRuns fresh;
    };

    const DeviceInfo* find(DeviceIndex device) const;
    Line& lineOf(const CostKey& key);
    void learn(Line& line, const DeviceInfo& device, DType dtype, const FreshRuns::Run& past);
    /// The line taught; null when there is nothing to learn from the run.
    Line* teach(const CostKey& key, const FreshRuns::Run& run);
    void remember(const CostKey& key, const FreshRuns::Run& past);
    std::optional<DeviceIndex> deviceOf(const std::string& fingerprint) const;
    void replay(const PastRun& past);

    std::vector<DeviceInfo> devices_;
    std::vector<std::string> fingerprints_; ///< by device
    std::vector<TransferLine> transfers_;   ///< by device
    std::vector<RecentMean> handovers_;     ///< by device
    RecentMean commits_;
    std::unordered_map<std::string, std::uint32_t> operations_;
    std::vector<const std::string*> names_; ///< by operation
    std::unordered_map<CostKey, Line, KeyHash> lines_;
    bool fresh_ = false;
};

} // namespace xpu
