#pragma once

#include "core/base/ids.h"
#include "core/base/units.h"
#include "core/device/device.h"
#include "core/device/operator_info.h"
#include "core/device/tensor.h"
#include "core/task/file_part.h"
#include "core/task/predecessor.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace xpu {

enum class Objective : std::uint8_t { Time, Energy, Edp, Cost, Balanced };
enum class RetryCause : std::uint8_t { DeviceLost, OutOfMemory, Timeout, Exit };

/// An input fed by an output of another step.
struct StepPort {
    StepIndex step;
    std::uint16_t output = 0; ///< position in that step's outputs
};
/// An input read from a file. `path` is absolute; `root` is the granted folder it lies beneath.
struct FileSource {
    std::string path;
    std::string root;
    std::shared_ptr<const FilePart> part{}; ///< null = the whole file
};

struct InputPort {
    std::string name;
    std::variant<StepPort, FileSource> source;
    /// Unknown only while it comes from a file that a command has yet to write.
    std::optional<TensorSpec> spec;
    /// The step reads the value in this shape, of as many elements, instead of its own: in `spec`
    /// already.
    std::optional<Shape> view{};
};

/// What a step reads at a port where a value of this spec arrives. A value of another size, as only
/// a file that changed can be, stays what it is and does not fit.
inline TensorSpec specRead(const InputPort& port, TensorSpec value)
{
    if (port.view && port.view->elements() == value.shape.elements())
        value.shape = *port.view;
    return value;
}

struct OutputPort {
    std::string name;
    std::optional<FileSource> file; ///< also saved there
    std::optional<TensorSpec> spec;
};

/// Words of allow/deny/pin: device ids, drivers or classes.
struct DeviceFilter {
    std::vector<std::string> allow;
    std::vector<std::string> deny;
    std::string pin;
};

/// A node of the graph, sweeps expanded. `work` is shared by alike steps.
struct Step {
    std::string id; ///< "gauss", or "gauss[3]" in a sweep
    std::shared_ptr<const Work> work;
    std::vector<InputPort> inputs;
    std::vector<OutputPort> outputs;
    DeviceFilter devices;
    Bytes memoryLimit;  ///< 0 = none
    Seconds timeout{0}; ///< 0 = none
    int threadsMin = 0; ///< 0 = the planner's choice
    int threadsMax = 0;
    int retries = 0;
    std::vector<RetryCause> retryOn;
    bool idempotent = true;
    bool verifyFinite = false;
    bool cache = true; ///< results that stand already need not be made again
    CostTerms cost;    ///< zero where unknown (commands, inputs not yet written)
    int line = 0;      ///< of its [[step]] in the task file, for error reports
    int column = 0;
};

/// The step's id in the task file: without the number of a run in a sweep.
inline std::string_view writtenId(const Step& step)
{
    return std::string_view(step.id).substr(0, step.id.find('['));
}

/// Whether `word` means this step: its id in the task file, or that of the model it is a part of.
inline bool isMeantBy(const Step& step, std::string_view word)
{
    const std::string_view id = writtenId(step);
    return id == word || (id.starts_with(word) && id.substr(word.size()).starts_with('/'));
}

/// A validated task: what the planner and the engine work on. Immutable once made.
struct TaskGraph {
    std::string name;
    int priority = 50;
    std::optional<std::int64_t> deadlineUtcMicros;
    Objective objective = Objective::Time;
    std::uint64_t seed = 0;
    Bytes memoryLimit;              ///< 0 = none
    int maxParallel = 0;            ///< 0 = none
    std::vector<AwaitedJob> awaits; ///< jobs of other files that have to end first
    std::string folder;             ///< of the task file, absolute
    std::vector<Step> steps;
    /// Edges by data or `after`, compressed: successors of step i are
    /// successors[successorBegin[i] .. successorBegin[i + 1]).
    std::vector<std::uint32_t> successorBegin;
    std::vector<StepIndex> successors;
    std::vector<std::uint32_t> predecessorCount;
    bool needsApproval = false; ///< has command steps
    std::string approvalDigest; ///< sha256 hex over the file and what it names
};

} // namespace xpu
