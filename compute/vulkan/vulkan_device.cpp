#include "compute/vulkan/vulkan_device.h"

#include "compute/vulkan/self_test.h"
#include "core/base/named_thread.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace xpu::vulkan {

namespace {

constexpr Seconds kUntilToldOtherwise{3600};
constexpr Seconds kSubmission{0.1}; ///< the longest piece of work given to the driver at once

std::string tooLarge(const std::string& port, Bytes size, Bytes limit)
{
    const auto mib = [](Bytes b) {
        return std::to_string((b.count + (1 << 20) - 1) >> 20) + " MiB";
    };
    return port + " takes " + mib(size) + ", one array on this device at most " + mib(limit);
}

/// The sentence why arrays of these specs cannot be bound, empty when they can.
std::string rangeReason(std::span<const PortSpec> inputs, const OperatorInfo& op,
                        std::span<const TensorSpec> outputs, Bytes limit)
{
    for (const PortSpec& in : inputs)
        if (in.spec.bytes() > limit)
            return tooLarge(in.name, in.spec.bytes(), limit);
    for (std::size_t i = 0; i < outputs.size(); ++i)
        if (outputs[i].bytes() > limit)
            return tooLarge(i < op.outputs.size() ? op.outputs[i] : "output", outputs[i].bytes(),
                            limit);
    return {};
}

/// The plan of a built-in operator on this device, or the sentence why there is none.
PlanResult planFor(const OperatorInfo& op, std::span<const PortSpec> inputs,
                   std::span<const TensorSpec> outputs, const Params& params, const Traits& traits)
{
    const Planner planner = plannerFor(op.name);
    if (planner == nullptr)
        return tl::unexpected("there is no Vulkan kernel for " + op.name);
    if (std::string reason = rangeReason(inputs, op, outputs, traits.maxRange); !reason.empty())
        return tl::unexpected(std::move(reason));
    auto plan = planner({inputs, outputs, params, traits});
    if (!plan)
        return plan;
    for (const Bytes size : plan->temporaries)
        if (size > traits.maxRange)
            return tl::unexpected(tooLarge("an intermediate result", size, traits.maxRange));
    for (const auto& table : plan->constants)
        if (Bytes(table.size()) > traits.maxRange)
            return tl::unexpected(tooLarge("a table", Bytes(table.size()), traits.maxRange));
    return plan;
}

} // namespace

VulkanDevice::VulkanDevice(std::shared_ptr<const Instance> instance, VkPhysicalDevice physical,
                           Traits traits, DeviceInfo info, Options options)
    : instance_(std::move(instance)),
      physical_(physical),
      traits_(std::move(traits)),
      options_(std::move(options))
{
    infos_.push_back(std::move(info));
    info_.store(&infos_.back());
}

VulkanDevice::~VulkanDevice()
{
    if (!worker_.joinable())
        return;
    mailbox_.post(Stop{});
    worker_.join();
}

std::string VulkanDevice::whyNot(const OperatorInfo& op, std::span<const PortSpec> inputs,
                                 const Params& params) const
{
    if (!info().unusableReason.empty())
        return info().unusableReason;
    if (plannerFor(op.name) == nullptr)
        return "there is no Vulkan kernel for " + op.name;
    const auto outputs = op.infer(inputs, params);
    if (!outputs)
        return outputs.error().subject + ": " + outputs.error().detail;
    const auto plan = planFor(op, inputs, *outputs, params, traits_);
    return plan ? std::string() : plan.error();
}

void VulkanDevice::start(CompletionSink sink)
{
    sink_ = std::move(sink);
    worker_ = namedThread("xpu vulkan", [this] { loop(); });
}

void VulkanDevice::submit(Launch launch) { mailbox_.post(std::move(launch)); }

void VulkanDevice::cancel(LaunchId id) { mailbox_.post(Cancel{id}); }

DeviceUsage VulkanDevice::usage() const
{
    const MutexLock lock(usageMutex_);
    DeviceUsage usage = usage_;
    if (busySince_)
        usage.busy += std::chrono::steady_clock::now() - *busySince_;
    return usage;
}

void VulkanDevice::loop()
{
    thread_.bind();
    open();
    hear(mailbox_.take());
    if (waiting_.empty() && !stopping_)
        measure();
    while (!stopping_) {
        if (waiting_.empty() && executor_) {
            executor_->saveCompiled();
            tuneOnce();
            if (stopping_)
                break; // heard while it was tuned
        }
        hear(waiting_.empty() ? mailbox_.waitAndTake(kUntilToldOtherwise) : mailbox_.take());
        if (!waiting_.empty() && !stopping_)
            runFirst();
    }
    fetchOwed();
    dropAll();
    executor_.reset();
    thread_.unbind();
}

void VulkanDevice::open()
{
    const auto refuse = [this](const char* what, const Error& error) {
        thread_.assertHeld();
        DeviceInfo info = this->info();
        info.unusableReason = std::string(what) + " (" + error.context + ")";
        broken_ = LaunchError{error.code, info.unusableReason, {}};
        describeAs(std::move(info));
    };
    if (!info().unusableReason.empty()) {
        broken_ = LaunchError{Errc::Unsupported, info().unusableReason, {}};
        return;
    }
    const Bytes limit = options_.memoryLimit.count > 0 ? options_.memoryLimit : info().memory;
    auto executor = Executor::open(instance_, physical_, traits_, limit, options_);
    if (!executor) {
        refuse("the device does not open", executor.error());
        return;
    }
    executor_ = std::move(*executor);
    tuned_ = traits_;
    if (const auto stored = storedTuning(executor_->disk(), traits_)) {
        isTuned_ = true;
        tuned_.tuning = *stored;
    }
    executor_->setUsageListener([this] {
        thread_.assertHeld();
        publishUsage();
    });
    executor_->setWorkPerSubmit(info().peakFlops * kSubmission.count());
    const auto passed = selfTest(*executor_, traits_, options_.failSelfTest);
    DeviceInfo tested = info();
    tested.selfTest = passed ? DeviceInfo::SelfTest::Passed : DeviceInfo::SelfTest::Failed;
    describeAs(std::move(tested));
    if (!passed)
        refuse("the self-test failed", passed.error());
}

void VulkanDevice::measure()
{
    if (broken_)
        return;
    const auto rates = measureRates(*executor_, traits_);
    if (!rates)
        return; // the model figures stay
    DeviceInfo info = this->info();
    info.peakFlops = rates->flops;
    info.peakBandwidth = rates->bandwidth;
    info.ratesMeasured = true;
    executor_->setWorkPerSubmit(rates->flops * kSubmission.count());
    describeAs(std::move(info));
}

/// While nothing is to be done, the sizes of the tuning table are tried on the device; what came of
/// it is kept beside the compiled kernels. Without a folder for these nothing is tried.
void VulkanDevice::tuneOnce()
{
    if (isTuned_ || broken_ || options_.cacheFolder.empty() || options_.tuneAs)
        return;
    const auto measured = [this](const Tuning& tuning, Tuned what) -> std::optional<Seconds> {
        thread_.assertHeld();
        Traits other = traits_;
        other.tuning = tuning;
        const auto spent = timeOf(*executor_, other, what);
        return spent ? std::optional(*spent) : std::nullopt;
    };
    const auto wanted = [this] {
        thread_.assertHeld();
        hear(mailbox_.take());
        return !waiting_.empty() || stopping_;
    };
    const auto now = [] { return Seconds(std::chrono::steady_clock::now().time_since_epoch()); };
    const auto tuning = tune(traits_, {measured, wanted, now});
    if (!tuning)
        return;
    isTuned_ = true;
    tuned_.tuning = *tuning;
    storeTuning(executor_->disk(), traits_, *tuning);
}

void VulkanDevice::hear(std::vector<Message> messages)
{
    for (Message& message : messages) {
        if (auto* launch = std::get_if<Launch>(&message))
            waiting_.push_back(std::move(*launch));
        else if (const auto* cancel = std::get_if<Cancel>(&message))
            cancelled_.insert(cancel->id);
        else
            stopping_ = true;
    }
    // A cancel may name a launch that has long completed: nothing waits for it then.
    std::erase_if(cancelled_, [this](LaunchId id) {
        thread_.assertHeld();
        return std::none_of(waiting_.begin(), waiting_.end(),
                            [id](const Launch& l) { return l.id == id; });
    });
}

void VulkanDevice::runFirst()
{
    {
        const MutexLock lock(usageMutex_);
        busySince_ = std::chrono::steady_clock::now();
    }
    // It stays at the front while it runs, so that a cancel finds it.
    Completion done = runGuarded(waiting_.front());
    fetchOwed(); // of the launch before
    cancelled_.erase(done.id);
    Launch launch = std::move(waiting_.front());
    waiting_.pop_front();
    {
        const MutexLock lock(usageMutex_);
        usage_.busy += std::chrono::steady_clock::now() - *busySince_;
        busySince_.reset();
    }
    const bool owes =
        !done.error && !launch.prepareOnly && done.produced.size() < launch.fetch.size();
    if (owes)
        owed_ = Owed{std::move(launch), std::move(done)};
    else
        settle(std::move(done));
}

Completion VulkanDevice::runGuarded(const Launch& launch)
{
    try {
        return run(launch);
    } catch (const std::exception& broken) { // an invariant: this launch ends, the device goes on
        Completion done;
        done.id = launch.id;
        done.error = LaunchError{Errc::Internal, broken.what(), {}};
        return done;
    }
}

Completion VulkanDevice::run(const Launch& launch)
{
    Completion refused;
    refused.id = launch.id;
    if (broken_) {
        refused.error = broken_;
        return refused;
    }
    executor_->drop(launch);
    std::optional<Plan> plan;
    if (launch.work) {
        const auto* work = std::get_if<OperatorWork>(launch.work.get());
        if (work == nullptr || work->op == nullptr) {
            refused.error = LaunchError{Errc::Unsupported, "not a built-in operator", {}};
            return refused;
        }
        const auto inputs = inputPorts(launch);
        auto made = planFor(*work->op, inputs, outputSpecs(launch), work->params, tuned_);
        if (!made) {
            refused.error = LaunchError{Errc::Unsupported, made.error(), {}};
            return refused;
        }
        plan = std::move(*made);
    }
    if (cancelled_.contains(launch.id)) {
        refused.error = LaunchError{Errc::Cancelled, {}, {}};
        return refused;
    }
    if (launch.prepareOnly && plan)
        return executor_->prepare(launch, *plan);
    return runOn(launch, plan ? &*plan : nullptr);
}

/// Runs it, and fetches its results unless the next launch can have the device meanwhile.
Completion VulkanDevice::runOn(const Launch& launch, const Plan* plan)
{
    const auto cancelled = [this, &launch] {
        thread_.assertHeld();
        hear(mailbox_.take());
        return stopping_ || cancelled_.contains(launch.id);
    };
    const auto progress = [this, &launch](double percent) {
        if (sink_.progress)
            sink_.progress(launch.id, percent);
    };
    const auto meanwhile = [this] {
        thread_.assertHeld();
        fetchOwed(); // somebody waits for it
        uploadNext();
    };
    const auto beforeDelay = [this] {
        thread_.assertHeld();
        fetchOwed();
    };
    Completion done = executor_->run(launch, plan, {cancelled, progress, meanwhile, beforeDelay});
    if (done.error)
        return done;
    hear(mailbox_.take());
    const bool later = waiting_.size() > 1 && !waiting_[1].prepareOnly && !stopping_
                       && executor_->fetchesAlone(launch);
    if (!later)
        executor_->fetch(launch, done);
    return done;
}

void VulkanDevice::fetchOwed()
{
    if (!owed_)
        return;
    Owed owed = std::move(*owed_);
    owed_.reset();
    executor_->fetch(owed.launch, owed.done);
    settle(std::move(owed.done));
}

/// While the first launch runs, the inputs of the second come in.
void VulkanDevice::uploadNext()
{
    hear(mailbox_.take());
    if (waiting_.size() > 1 && !waiting_[1].prepareOnly && !cancelled_.contains(waiting_[1].id))
        executor_->uploadAhead(waiting_[1]);
}

void VulkanDevice::settle(Completion done)
{
    if (done.error && done.error->code == Errc::DeviceLost && !broken_) {
        broken_ = LaunchError{Errc::DeviceLost, done.error->message, {}};
        DeviceInfo info = this->info();
        info.unusableReason = "the device was lost (" + done.error->message + ")";
        describeAs(std::move(info));
    }
    sink_.completed(std::move(done));
}

void VulkanDevice::dropAll()
{
    for (const Launch& launch : std::exchange(waiting_, {})) {
        Completion done;
        done.id = launch.id;
        done.error = LaunchError{Errc::Cancelled, {}, {}};
        sink_.completed(std::move(done));
    }
}

void VulkanDevice::describeAs(DeviceInfo info)
{
    infos_.push_back(std::move(info));
    info_.store(&infos_.back());
}

void VulkanDevice::publishUsage()
{
    const DeviceUsage memory = executor_->memoryUsage();
    const MutexLock lock(usageMutex_);
    const Seconds busy = usage_.busy;
    usage_ = memory;
    usage_.busy = busy;
}

} // namespace xpu::vulkan
