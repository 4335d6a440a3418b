#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/units.h"
#include "core/device/operator_info.h"
#include "core/device/tensor.h"
#include "core/memory/host_block.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace xpu {

enum class DeviceClass : std::uint8_t { Host, Cpu, Gpu, Npu, Fpga, Cluster };
std::string_view nameOf(DeviceClass c); ///< "cpu", "gpu", ...

/// What a device is and can hold. `id` is the name users pin to.
struct DeviceInfo {
    std::string id;     ///< "cpu", "vulkan:0", "host"
    std::string driver; ///< "cpu", "vulkan", "host", "sandbox"
    DeviceClass kind = DeviceClass::Cpu;
    std::string friendlyName; ///< "llvmpipe (LLVM 15.0.6, 256 bits)"
    std::string label;        ///< "software", "emulated" or empty
    std::string driverVersion;
    Bytes memory; ///< what our own work may use at most
    /// True for devices that read and write HostBlocks directly (cpu, host, sandbox): they need no
    /// upload and no fetch, and all share one residency.
    bool sharesHostMemory = true;
    /// Launches are executed one after the other as submitted: a step may follow right behind the
    /// ones that make its inputs. One whose inputs never came completes with an error.
    bool inOrder = false;
    int threads = 1; ///< cpu: the full thread budget
    /// A software driver: it computes with `threads` threads of the CPU.
    bool usesCpuThreads = false;
    double peakFlops = 0;     ///< f32, published or measured by a probe; 0 = unknown
    double peakBandwidth = 0; ///< bytes/s; 0 = unknown
    Watts idlePower;          ///< model figures, used where nothing is measured
    Watts maxPower;
    /// Empty when usable, else the sentence for people: no loader, self-test failed, ...
    std::string unusableReason;
    /// What it can do beyond running operators, for people: "64-bit floats", "AVX2".
    std::vector<std::string> abilities;
    enum class SelfTest : std::uint8_t { None, Passed, Failed };
    SelfTest selfTest = SelfTest::None; ///< of the driver, before the device takes work
    bool ratesMeasured = false;         ///< the peaks above, else they are of a model
    /// Languages of user kernels it takes, as the task file names them. A device that takes any runs
    /// nothing else: it is the isolated half of the device `partOf`, whose id names it as well.
    std::vector<std::string> kernelLanguages;
    std::string partOf;
};

/// A built-in operator with its parameters, ready for `OperatorInfo::infer`'s specs.
struct OperatorWork {
    const OperatorInfo* op = nullptr;
    Params params;
    std::string file; ///< host operators and file staging: the absolute path to read or write
    std::string root; ///< granted folder the path must stay beneath (openat2 at launch)
    bool overwrite = true;
    std::shared_ptr<const OperatorInfo> own;  ///< keeps an `op` alive that is in no catalog
    std::shared_ptr<const OperatorWork> twin; ///< of a user kernel: the same on the CPU
};

/// An argv run in the sandbox. All text is final: substitutions are done.
struct CommandWork {
    std::vector<std::string> argv;
    std::map<std::string, std::string> env;
    std::string folder;                      ///< current directory, bound read-write
    std::vector<std::string> grantedFolders; ///< bound read-write as well
    struct Output {
        std::string declared;  ///< absolute path of the finished file
        std::string temporary; ///< sibling that {out.port} expanded to
    };
    std::vector<Output> outputs;
    std::string progressRegex; ///< one group, per cent; empty = none
    Seconds timeout{0};        ///< 0 = none
    Bytes memoryLimit;         ///< 0 = none
    int threads = 1;
    bool network = false;
    std::vector<std::pair<std::string, std::string>>
        pinnedDigests;   ///< path -> sha256, checked at launch (E701)
    std::string logPath; ///< where captured stdout+stderr go
    /// Also written there, in the user's folder and beneath `root`; empty path = nowhere.
    struct PrintTo {
        std::string path;
        std::string root;
    } printTo;
};

using Work = std::variant<OperatorWork, CommandWork>;

struct LaunchInput {
    std::string port;
    BufferId buffer;
    TensorSpec spec;
    /// Host-memory devices: always set. Others: set when the engine wants it uploaded first, null
    /// when the device holds a valid copy.
    std::shared_ptr<const HostBlock> host;
    std::size_t offset = 0; ///< of the value's first byte in `host`
};

/// Part of a larger value that a result, or a part of it, is copied to.
struct Target {
    std::shared_ptr<HostBlock> block;
    std::size_t offset = 0; ///< in the block; others may write to its other bytes meanwhile
    std::size_t skip = 0;   ///< bytes of the result left out at its front
    std::size_t size = 0;   ///< bytes copied
};

struct LaunchOutput {
    std::string port;
    BufferId buffer;
    TensorSpec spec;
    /// Set: the result ends there, and is not among what was produced.
    std::optional<Target> into = std::nullopt;
};

/// One step handed to one device. The engine has reserved its memory in the ledger.
struct Launch {
    LaunchId id;
    std::shared_ptr<const Work> work; ///< null: only `fetch` and `release` are asked for
    std::vector<LaunchInput> inputs;
    std::vector<LaunchOutput> outputs;
    std::vector<LaunchInput> fetch; ///< copy these resident buffers to the host afterwards
    std::vector<BufferId> release;  ///< drop these before anything else
    /// Only compile what `work` needs on values of these specs: nothing is read, made or run, and no
    /// memory is taken. For devices of their own memory.
    bool prepareOnly = false;
    int threads = 0; ///< granted CPU threads; 0 = the device's own choice
    std::uint64_t seed = 0;
};

/// What a failed launch says. `line`/`column` point into a kernel's own file where there is one.
struct LaunchError {
    Errc code = Errc::DeviceFailed;
    std::string message;   ///< from the driver, library or program, untranslated
    std::string errorCode; ///< "E701" and the like when one applies, else empty
};

/// Copies what `target` wants of a result; `result` holds all of it.
void copyTo(const Target& target, std::span<const std::byte> result);

/// Ports and specs of a launch, as operators are asked about them.
std::vector<PortSpec> inputPorts(const Launch& launch);
std::vector<TensorSpec> outputSpecs(const Launch& launch);

struct Completion {
    LaunchId id;
    std::optional<LaunchError> error; ///< empty = success
    /// Host copies made: outputs of host-memory devices and all of `fetch`.
    std::vector<std::pair<BufferId, std::shared_ptr<const HostBlock>>> produced;
    /// Specs learned only by running (a file read that was written by a command).
    std::vector<std::pair<BufferId, TensorSpec>> specs;
    Seconds prepare{0};  ///< compile, first use
    Seconds transfer{0}; ///< uploads and fetches
    Seconds run{0};
    Bytes bytesIn;
    Bytes bytesOut;
    std::optional<Seconds> cpuTime; ///< commands: user + system of all their processes
    std::optional<Bytes> peakMemory;
    std::optional<int> exitStatus;
};

/// Where a device reports. Called from the device's own threads; must not block.
struct CompletionSink {
    std::function<void(Completion)> completed;
    std::function<void(LaunchId, double percent)> progress;
};

/// What our own work occupies on a device right now.
struct DeviceUsage {
    Bytes used;     ///< live buffers
    Bytes reserved; ///< taken from the driver by the pool
    Bytes peak;
    double fragmentation = 0; ///< 1 - largest free block / all free
    Seconds busy{0};          ///< total time with work in flight, monotonic
};

/// PORT: a processing unit. All calls come from the engine thread and return at once; the work
/// happens on threads the device owns. Launches may be submitted while others are in flight.
class Device {
public:
    virtual ~Device() = default;

    virtual const DeviceInfo& info() const = 0;
    /// Empty when this device can run the operator on such inputs, else the reason for people.
    virtual std::string whyNot(const OperatorInfo& op, std::span<const PortSpec> inputs,
                               const Params& params) const = 0;
    /// Starts the device's threads; completions go to `sink` until the destructor returns.
    virtual void start(CompletionSink sink) = 0;
    virtual void submit(Launch launch) = 0;
    /// Best effort: a launch that has not started completes with Errc::Cancelled; a running
    /// command is killed; a running kernel ends by itself.
    virtual void cancel(LaunchId id) = 0;
    /// Thread-safe.
    virtual DeviceUsage usage() const = 0;
    /// Threads the device may use from the next slice on (cpu); others ignore it. Thread-safe.
    virtual void setThreadBudget(int threads) = 0;
};

} // namespace xpu
