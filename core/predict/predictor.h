#pragma once

#include "core/base/ids.h"
#include "core/base/units.h"
#include "core/device/device.h"
#include "core/predict/cost_line.h"
#include "core/predict/transfer_line.h"

#include <cstdint>
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
    Seconds prepare{0}; ///< first-use cost still to be paid
    Joules energy;
    std::uint32_t samples = 0; ///< runs behind it; 0 = from the roofline alone, or unknown
    bool known = false;        ///< false: no history and no cost terms ("no history yet")
};

/// What distinguishes one learned cost line from another.
struct CostKey {
    std::uint32_t operation = 0; ///< interned operator name or command shape
    DeviceIndex device;
    DType dtype = DType::F32;

    bool operator==(const CostKey&) const = default;
};

/// One finished launch as history remembers it.
struct PastRun {
    std::string operation;
    std::string device; ///< DeviceInfo::id
    DType dtype = DType::F32;
    CostTerms terms;
    Seconds run{0};
    Seconds prepare{0};
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
    void observe(const CostKey& key, const CostTerms& terms, Seconds run, Seconds prepare);
    void observeTransfer(DeviceIndex device, Bytes size, Seconds took);
    /// Learns from earlier sessions, oldest first. Runs on devices that are no longer here are
    /// passed over. Preparation counts as still to be paid: this process has compiled nothing yet.
    void replay(std::span<const PastRun> runs);

private:
    struct KeyHash {
        std::size_t operator()(const CostKey& k) const noexcept;
    };

    const DeviceInfo* find(DeviceIndex device) const;
    CostLine& lineOf(const CostKey& key);

    std::vector<DeviceInfo> devices_;
    std::vector<TransferLine> transfers_; ///< by device
    std::unordered_map<std::string, std::uint32_t> operations_;
    std::unordered_map<CostKey, CostLine, KeyHash> lines_;
};

} // namespace xpu
