#pragma once

#include "core/device/device.h"
#include "core/engine/snapshot.h"
#include "core/history/record.h"
#include "core/plan/plan.h"
#include "core/predict/predictor.h"
#include "core/task/task_graph.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace xpu {

/// How one device takes one group of alike steps.
struct DeviceCost {
    Estimate estimate;
    std::string excluded; ///< reason why not; empty = it can
    bool able() const { return excluded.empty(); }
};

/// Steps that cost the same everywhere: same work, sizes and device words.
struct StepGroup {
    StepIndex first; ///< stands for all of them
    std::uint32_t operation = 0;
    std::string operationName;
    DType dtype = DType::F32;
    CostTerms cost;
    bool journaled = false;     ///< its device waits until its start is on the disk
    std::uint64_t placedOn = 0; ///< bit per device: the plan puts some of them there
    Bytes footprint;            ///< inputs, outputs and scratch memory together
    std::vector<DeviceCost> devices;
    // By chosen device, made once; for views and for the journal.
    std::vector<std::shared_ptr<const Why>> why;
    std::vector<std::shared_ptr<const history::AlikeSteps>> alike;
    // The same when no device takes them.
    std::shared_ptr<const Why> refusedWhy;
    std::shared_ptr<const history::AlikeSteps> refusedAlike;
    bool possible() const;
    DeviceIndex onlyCandidate() const; ///< none when there are several
};

/// Where people let a task's steps run, beyond what its file says.
struct DeviceChoice {
    std::vector<std::string> words;          ///< `--devices`; empty = all
    std::map<std::string, std::string> pins; ///< as in Wishes
};

/// What every step of one graph costs on every device, kept once per group of alike steps, so that
/// 100 000 alike steps ask the predictor once.
class StepCosts {
public:
    StepCosts(const TaskGraph& graph, const OperatorCatalog& catalog,
              const std::vector<const Device*>& devices, DeviceChoice choice, Predictor& predictor);

    std::uint32_t groupOf(StepIndex s) const { return groupOf_[s.value]; }
    StepGroup& group(std::uint32_t g) { return groups_[g]; }
    const StepGroup& group(std::uint32_t g) const { return groups_[g]; }
    std::size_t groupCount() const { return groups_.size(); }

    /// The table the planner works on. Steps that no device takes cost nothing on device 0: the
    /// engine refuses them itself, and the rest of the graph can still be planned.
    CostTable table(const Predictor& predictor, const std::vector<int>& slots) const;

    /// Re-costs a step alone, after running its predecessors has told its specs.
    void split(const TaskGraph& graph, StepIndex s, const std::vector<PortSpec>& inputs,
               const std::vector<TensorSpec>& outputs, Predictor& predictor);

private:
    StepGroup makeGroup(const TaskGraph& graph, StepIndex s, Predictor& predictor) const;
    void weigh(StepGroup& group, const TaskGraph& graph, const std::vector<PortSpec>& inputs,
               bool specsKnown, Predictor& predictor) const;
    std::string whyExcluded(const Device& device, const TaskGraph& graph, const Step& step,
                            const std::vector<PortSpec>& inputs, bool specsKnown,
                            Bytes footprint) const;

    std::vector<const Device*> devices_;
    DeviceChoice choice_;
    std::vector<std::uint32_t> groupOf_;
    std::vector<StepGroup> groups_;
    std::vector<FileTimes> files_; ///< of ports, by step; empty = none
    DeviceIndex fileDevice_;
};

/// The device word the step must obey: of a wish for it, of one for all steps that compute, of its
/// file; empty = free.
std::string pinOf(const Step& step, const std::map<std::string, std::string>& pins);

} // namespace xpu
