#include "compute/kernels/kernel_device.h"

#include "compute/host/block_meter.h"
#include "compute/host/launch_queue.h"
#include "compute/kernels/comparison.h"
#include "compute/kernels/launch_memory.h"
#include "compute/operators/catalog.h"
#include "compute/sandbox/frozen_files.h"
#include "core/base/named_thread.h"

#include <algorithm>
#include <charconv>
#include <thread>

namespace xpu::kernels {
namespace {

using operators::BuiltinCatalog;
using operators::KernelCall;

/// Between a kernel and its twin, where the file says nothing.
constexpr double kTwinTolerance = 1e-3;

DeviceInfo describe(const DeviceInfo& base)
{
    DeviceInfo info = base;
    info.id = base.id + "/kernels";
    info.partOf = base.id;
    info.friendlyName = base.friendlyName + " (kernels)";
    info.sharesHostMemory = true;
    info.inOrder = false;
    info.kernelLanguages = base.driver == "opencl" ? std::vector<std::string>{"opencl"}
                                                   : std::vector<std::string>{"glsl", "spirv"};
    info.abilities = {"kernels of users, in a process apart"};
    return info;
}

std::uint64_t elementsOf(const std::vector<LaunchOutput>& outputs)
{
    return outputs.empty() ? 1 : outputs.front().spec.shape.elements().value_or(1);
}

KernelJob jobOf(const Launch& launch, const OperatorWork& work, const DeviceInfo& info)
{
    KernelJob job;
    const UserKernel& kernel = *work.op->kernel;
    job.language = kernel.language;
    job.file = kernel.file;
    job.entry = kernel.entry;
    job.deviceBytes = info.memory.count;
    job.loopsAllowed = work.twin != nullptr || kernel.compare.has_value();
    for (const auto& [name, value] : work.params) {
        if (const auto* flag = std::get_if<bool>(&value))
            job.values[name] = *flag;
        else if (const auto* whole = std::get_if<std::int64_t>(&value))
            job.values[name] = *whole;
        else if (const auto* real = std::get_if<double>(&value))
            job.values[name] = *real;
    }
    job.global[0] = std::max<std::uint64_t>(1, elementsOf(launch.outputs));
    for (std::size_t axis = 0; axis < 3; ++axis)
        if (const auto at = job.values.find(std::string("global.") + "xyz"[axis]);
            at != job.values.end())
            job.global[axis] = static_cast<std::uint64_t>(std::get<std::int64_t>(at->second));
    std::erase_if(job.values, [](const auto& v) { return v.first.starts_with("global."); });
    return job;
}

class KernelDevice final : public Device {
public:
    KernelDevice(const DeviceInfo& base, WorkerPlace place, std::vector<WorkerPlace> peers,
                 const sandbox::SandboxOptions& options, KernelTimes times)
        : info_(describe(base)), times_(times), worker_(options, std::move(place))
    {
        for (WorkerPlace& peer : peers)
            peers_.push_back(std::make_unique<IsolatedWorker>(options, std::move(peer)));
    }
    ~KernelDevice() override
    {
        queue_.close();
        if (thread_.joinable())
            thread_.join();
    }

    const DeviceInfo& info() const override { return info_; }
    std::string whyNot(const OperatorInfo& op, std::span<const PortSpec> /*inputs*/,
                       const Params& /*params*/) const override
    {
        if (op.kernel == nullptr)
            return "runs kernels of users only";
        return takesKernel(info_, *op.kernel) ? "" : "takes no kernels in " + op.kernel->language;
    }
    void start(CompletionSink sink) override
    {
        sink_ = std::move(sink);
        thread_ = namedThread("xpu kernels", [this] { serve(); });
    }
    void submit(Launch launch) override { queue_.push(std::move(launch)); }
    void cancel(LaunchId id) override { queue_.cancel(id); }
    DeviceUsage usage() const override { return meter_.usage(); }
    void setThreadBudget(int /*threads*/) override {}

private:
    void serve();
    Completion perform(const Launch& launch, const std::atomic<bool>& cancelled);
    Outcome<void> runOn(IsolatedWorker& worker, const KernelJob& job, const LaunchMemory& memory,
                        int source, const OperatorWork& work, const std::atomic<bool>& cancelled,
                        Completion& done, bool& doubtful);
    Outcome<void> crossCheck(const Launch& launch, const OperatorWork& work, const KernelJob& job,
                             int source, const LaunchMemory& memory, bool doubtful,
                             const std::atomic<bool>& cancelled);
    Outcome<void> compareTwin(const Launch& launch, const OperatorWork& work,
                              const LaunchMemory& memory, bool doubtful,
                              const std::atomic<bool>& cancelled) const;

    const DeviceInfo info_;
    const KernelTimes times_;
    CompletionSink sink_;
    LaunchQueue queue_;
    BlockMeter meter_;
    std::thread thread_;
    IsolatedWorker worker_;                              // thread_ only
    std::vector<std::unique_ptr<IsolatedWorker>> peers_; // thread_ only
};

void KernelDevice::serve()
{
    while (auto entry = queue_.take()) {
        Completion done;
        try {
            if (entry->launch.work)
                done = perform(entry->launch, *entry->cancelled);
        } catch (const std::bad_alloc&) {
            done.error = LaunchError{Errc::OutOfMemory, "host", {}};
        } catch (const std::exception& e) {
            done.error = LaunchError{Errc::Internal, e.what(), {}};
        }
        done.id = entry->launch.id;
        meter_.addBusy(done.run);
        queue_.done(done.id);
        sink_.completed(std::move(done));
    }
}

Completion KernelDevice::perform(const Launch& launch, const std::atomic<bool>& cancelled)
{
    Completion done;
    const auto fail = [&](LaunchError error) {
        done.error = std::move(error);
        return std::move(done);
    };
    const auto* work = std::get_if<OperatorWork>(launch.work.get());
    if (work == nullptr || work->op == nullptr || work->op->kernel == nullptr)
        return fail({Errc::Unsupported, "runs kernels of users only", {}});
    if (cancelled)
        return fail({Errc::Cancelled, "cancelled", {}});
    const UserKernel& kernel = *work->op->kernel;
    const auto frozen = sandbox::freezePinned({{kernel.path, kernel.sha256}});
    if (!frozen || !frozen->front().content)
        return fail({Errc::Conflict, kernel.file + " has changed since it was approved", "E701"});
    const auto begin = std::chrono::steady_clock::now();
    KernelJob job = jobOf(launch, *work, info_);
    auto memory = LaunchMemory::make(launch, job);
    if (!memory)
        return fail({memory.error().code, memory.error().context, {}});
    done.transfer = std::chrono::steady_clock::now() - begin;
    const int source = frozen->front().content.get();
    bool doubtful = false;
    const auto outcome =
        runOn(worker_, job, *memory, source, *work, cancelled, done, doubtful)
            .and_then([&]() -> Outcome<void> {
                if (const std::string port = memory->changedInput(launch); !port.empty())
                    return refused(Errc::InvalidInput, "the kernel wrote its input '" + port + "'",
                                   "E505");
                return {};
            })
            .and_then([&] {
                return crossCheck(launch, *work, job, source, *memory, doubtful, cancelled);
            });
    if (!outcome)
        return fail(outcome.error());
    for (const LaunchInput& input : launch.inputs)
        done.bytesIn += input.spec.bytes();
    for (std::size_t o = 0; o < launch.outputs.size(); ++o) {
        const LaunchOutput& output = launch.outputs[o];
        const std::span<const std::byte> bytes = memory->bytesOf(launch.inputs.size() + o);
        done.bytesOut += output.spec.bytes();
        if (output.into) {
            copyTo(*output.into, bytes);
            continue;
        }
        auto block = HostBlock::allocate(output.spec.bytes());
        if (!block)
            return fail({Errc::OutOfMemory, block.error().context, {}});
        std::ranges::copy(bytes, (*block)->data());
        done.produced.emplace_back(output.buffer, meter_.track(std::move(*block)));
    }
    return done;
}

Outcome<void> KernelDevice::runOn(IsolatedWorker& worker, const KernelJob& job,
                                  const LaunchMemory& memory, int source, const OperatorWork& work,
                                  const std::atomic<bool>& cancelled, Completion& done,
                                  bool& doubtful)
{
    const Seconds wished = work.op->kernel->timeout;
    const auto times = worker.run(job, source, memory.descriptor(),
                                  {.prepare = times_.compile,
                                   .run = wished.count() > 0 ? wished : times_.run,
                                   .cancelled = [&cancelled] { return cancelled.load(); }});
    if (!times)
        return tl::unexpected(times.error());
    done.prepare = times->prepare;
    done.run = times->run;
    doubtful = times->doubtful;
    return {};
}

Outcome<void> KernelDevice::crossCheck(const Launch& launch, const OperatorWork& work,
                                       const KernelJob& job, int source, const LaunchMemory& memory,
                                       bool doubtful, const std::atomic<bool>& cancelled)
{
    const std::optional<double>& wished = work.op->kernel->compare;
    if (!wished && !doubtful)
        return {};
    if (work.twin)
        return compareTwin(launch, work, memory, doubtful, cancelled);
    if (peers_.empty())
        return refused(Errc::Unsupported, "there is no second device and no twin to compare with",
                       doubtful ? "E506" : "");
    KernelJob again = job;
    auto second = LaunchMemory::make(launch, again);
    if (!second)
        return refused(second.error().code, second.error().context);
    Completion ignored;
    bool alsoDoubtful = false;
    if (auto ran =
            runOn(*peers_.front(), job, *second, source, work, cancelled, ignored, alsoDoubtful);
        !ran)
        return ran;
    if (doubtful && alsoDoubtful)
        return refused(Errc::Unsupported, "the device to compare with ends loops early as well",
                       "E506");
    for (std::size_t o = 0; o < launch.outputs.size(); ++o)
        if (const auto apart = difference(
                launch.outputs[o].spec, memory.bytesOf(launch.inputs.size() + o),
                second->bytesOf(launch.inputs.size() + o), wished.value_or(kTwinTolerance)))
            return refused(Errc::DeviceFailed,
                           "two devices disagree about '" + launch.outputs[o].port + "': " + *apart,
                           doubtful ? "E506" : "verify");
    return {};
}

Outcome<void> KernelDevice::compareTwin(const Launch& launch, const OperatorWork& work,
                                        const LaunchMemory& memory, bool doubtful,
                                        const std::atomic<bool>& cancelled) const
{
    const operators::CpuKernel* twin = BuiltinCatalog::instance().cpuKernel(work.twin->op->name);
    if (twin == nullptr)
        return refused(Errc::Unsupported, work.twin->op->name + " has no CPU kernel");
    KernelCall call;
    call.params = work.twin->params;
    for (const LaunchInput& input : launch.inputs)
        call.inputs.push_back({input.port, input.spec, input.host->data() + input.offset});
    std::vector<std::shared_ptr<HostBlock>> blocks;
    for (const LaunchOutput& output : launch.outputs) {
        auto block = HostBlock::allocate(output.spec.bytes());
        if (!block)
            return refused(Errc::OutOfMemory, block.error().context);
        call.outputs.push_back({output.spec, (*block)->data()});
        blocks.push_back(std::move(*block));
    }
    const std::atomic<int> threads{1}; // nobody has granted it more
    operators::Slices slices(
        {.granted = 1, .budget = &threads, .cancelled = &cancelled, .progress = {}});
    if (const auto ran = (*twin)(call, slices); !ran)
        return refused(ran.error().code, work.twin->op->name + ": " + ran.error().context);
    const double tolerance = work.op->kernel->compare.value_or(kTwinTolerance);
    for (std::size_t o = 0; o < launch.outputs.size(); ++o)
        if (const auto apart =
                difference(launch.outputs[o].spec, memory.bytesOf(launch.inputs.size() + o),
                           {blocks[o]->data(), blocks[o]->size().count}, tolerance))
            return refused(Errc::DeviceFailed,
                           "the kernel and its twin " + work.twin->op->name + " disagree about '"
                               + launch.outputs[o].port + "': " + *apart
                               + (doubtful ? "; this driver ends loops after 65535 turns" : ""),
                           doubtful ? "E506" : "verify");
    return {};
}

} // namespace

std::unique_ptr<Device> makeKernelDevice(const DeviceInfo& base, WorkerPlace place,
                                         std::vector<WorkerPlace> peers,
                                         const sandbox::SandboxOptions& options, KernelTimes times)
{
    return std::make_unique<KernelDevice>(base, std::move(place), std::move(peers), options, times);
}

std::vector<std::unique_ptr<Device>> kernelDevices(const std::vector<DeviceInfo>& devices,
                                                   const sandbox::SandboxOptions& options)
{
    std::vector<std::pair<const DeviceInfo*, WorkerPlace>> found;
    for (const DeviceInfo& info : devices) {
        if (!info.unusableReason.empty() || (info.driver != "vulkan" && info.driver != "opencl"))
            continue;
        const std::string number = info.id.substr(info.id.rfind(':') + 1);
        std::size_t index = 0;
        if (std::from_chars(number.data(), number.data() + number.size(), index).ec == std::errc{})
            found.emplace_back(&info, WorkerPlace{info.driver, index});
    }
    std::vector<std::unique_ptr<Device>> made;
    for (const auto& [info, place] : found) {
        std::vector<WorkerPlace> peers;
        for (const auto& [other, elsewhere] : found)
            if (other != info && elsewhere.driver == place.driver)
                peers.push_back(elsewhere);
        made.push_back(makeKernelDevice(*info, place, std::move(peers), options));
    }
    return made;
}

} // namespace xpu::kernels
