#include "compute/launch/launch_device.h"

#include "core/base/named_thread.h"
#include "core/base/spin.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace xpu::launch {

namespace {

constexpr Seconds kUntilToldOtherwise{3600};
constexpr Seconds kSubmission{0.1}; ///< the longest piece of work given to the driver at once

} // namespace

LaunchDevice::LaunchDevice(std::unique_ptr<Driver> driver, DeviceInfo info, Bytes memoryLimit,
                           const char* threadName)
    : driver_(std::move(driver)), memoryLimit_(memoryLimit), threadName_(threadName)
{
    infos_.push_back(std::move(info));
    info_.store(&infos_.back());
}

LaunchDevice::~LaunchDevice()
{
    if (!worker_.joinable())
        return;
    mailbox_.post(Stop{});
    worker_.join();
}

std::string LaunchDevice::whyNot(const OperatorInfo& op, std::span<const PortSpec> inputs,
                                 const Params& params) const
{
    if (!info().unusableReason.empty())
        return info().unusableReason;
    if (std::string reason = driver_->noKernel(op); !reason.empty())
        return reason;
    const auto outputs = op.infer(inputs, params);
    if (!outputs)
        return outputs.error().subject + ": " + outputs.error().detail;
    const auto plan = driver_->planFor(op, inputs, *outputs, params);
    return plan ? std::string() : plan.error();
}

void LaunchDevice::start(CompletionSink sink)
{
    sink_ = std::move(sink);
    worker_ = namedThread(threadName_, [this] { loop(); });
}

void LaunchDevice::submit(Launch launch) { mailbox_.post(std::move(launch)); }

void LaunchDevice::cancel(LaunchId id) { mailbox_.post(Cancel{id}); }

DeviceUsage LaunchDevice::usage() const
{
    const MutexLock lock(usageMutex_);
    DeviceUsage usage = usage_;
    if (busySince_)
        usage.busy += std::chrono::steady_clock::now() - *busySince_;
    return usage;
}

void LaunchDevice::loop()
{
    thread_.bind();
    open();
    hear(mailbox_.take());
    if (waiting_.empty() && !stopping_)
        measure();
    while (!stopping_) {
        if (waiting_.empty() && !spinBriefly([this] { return mailbox_.hasMail(); }) && executor_)
            useIdleTime();
        if (stopping_)
            break;
        hear(waiting_.empty() ? mailbox_.waitAndTake(kUntilToldOtherwise) : mailbox_.take());
        if (!waiting_.empty() && !stopping_)
            runFirst();
    }
    fetchOwed();
    dropAll();
    if (executor_)
        executor_->saveCompiled();
    executor_.reset();
    thread_.unbind();
}

void LaunchDevice::open()
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
    const Bytes limit = memoryLimit_.count > 0 ? memoryLimit_ : info().memory;
    auto executor = driver_->open(limit);
    if (!executor) {
        refuse("the device does not open", executor.error());
        return;
    }
    executor_ = std::move(*executor);
    executor_->setUsageListener([this] {
        thread_.assertHeld();
        publishUsage();
    });
    executor_->setWorkPerSubmit(info().peakFlops * kSubmission.count());
    const auto passed = driver_->selfTest(*executor_);
    DeviceInfo tested = info();
    tested.selfTest = passed ? DeviceInfo::SelfTest::Passed : DeviceInfo::SelfTest::Failed;
    describeAs(std::move(tested));
    if (!passed)
        refuse("the self-test failed", passed.error());
}

void LaunchDevice::measure()
{
    if (broken_)
        return;
    const auto rates = driver_->measureRates(*executor_);
    if (!rates)
        return; // the model figures stay
    DeviceInfo info = this->info();
    info.peakFlops = rates->flops;
    info.peakBandwidth = rates->bandwidth;
    info.ratesMeasured = true;
    executor_->setWorkPerSubmit(rates->flops * kSubmission.count());
    describeAs(std::move(info));
}

void LaunchDevice::useIdleTime()
{
    executor_->saveCompiled();
    if (broken_)
        return;
    const auto wanted = [this] {
        thread_.assertHeld();
        hear(mailbox_.take());
        return !waiting_.empty() || stopping_;
    };
    if (driver_->useIdleTime(*executor_, wanted))
        plans_.clear();
}

void LaunchDevice::hear(std::vector<Message> messages)
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

void LaunchDevice::runFirst()
{
    noteBusy(true);
    if (const Chain chain = frontChain(); chain.launches.size() > 1 && runTogether(chain))
        return;
    // It stays at the front while it runs, so that a cancel finds it.
    Completion done = runGuarded(waiting_.front());
    fetchOwed(); // of the launch before
    cancelled_.erase(done.id);
    Launch launch = std::move(waiting_.front());
    waiting_.pop_front();
    noteBusy(false);
    if (std::exchange(later_, false))
        owed_ = Owed{std::move(launch), std::move(done)};
    else
        settle(std::move(done));
}

void LaunchDevice::noteBusy(bool busy)
{
    const auto now = std::chrono::steady_clock::now();
    const MutexLock lock(usageMutex_);
    if (busySince_)
        usage_.busy += now - *busySince_;
    busySince_ = busy ? std::optional(now) : std::nullopt;
}

Completion LaunchDevice::runGuarded(const Launch& launch)
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

Completion LaunchDevice::run(const Launch& launch)
{
    Completion refused;
    refused.id = launch.id;
    if (broken_) {
        refused.error = broken_;
        return refused;
    }
    executor_->drop(launch);
    std::shared_ptr<const Plan> plan;
    if (launch.work) {
        auto made = planOf(launch);
        if (!made) {
            refused.error = std::move(made.error());
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
    return runOn(launch, plan.get());
}

tl::expected<std::shared_ptr<const Plan>, LaunchError> LaunchDevice::planOf(const Launch& launch)
{
    const auto* work = std::get_if<OperatorWork>(launch.work.get());
    if (work == nullptr || work->op == nullptr)
        return tl::unexpected(LaunchError{Errc::Unsupported, "not a built-in operator", {}});
    const auto inputs = inputPorts(launch);
    const auto outputs = outputSpecs(launch);
    auto plan = plans_.find(*work->op, inputs, outputs, work->params, [&] {
        return driver_->planFor(*work->op, inputs, outputs, work->params);
    });
    if (!plan)
        return tl::unexpected(LaunchError{Errc::Unsupported, plan.error(), {}});
    return std::move(*plan);
}

/// Runs it, and fetches its results unless the next launch can have the device meanwhile.
Completion LaunchDevice::runOn(const Launch& launch, const Plan* plan)
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
    later_ = waiting_.size() > 1 && !waiting_[1].prepareOnly && !stopping_
             && Executor::hasResults(launch) && executor_->fetchesAlone(launch);
    if (!later_)
        executor_->fetch(launch, done);
    return done;
}

void LaunchDevice::fetchOwed()
{
    if (!owed_)
        return;
    Owed owed = std::move(*owed_);
    owed_.reset();
    executor_->fetch(owed.launch, owed.done);
    settle(std::move(owed.done));
}

/// While the first launch runs, the inputs of the second come in.
void LaunchDevice::uploadNext()
{
    hear(mailbox_.take());
    if (waiting_.size() > 1 && !waiting_[1].prepareOnly && !cancelled_.contains(waiting_[1].id))
        executor_->uploadAhead(waiting_[1]);
}

void LaunchDevice::settle(Completion done)
{
    if (done.error && done.error->code == Errc::DeviceLost && !broken_) {
        broken_ = LaunchError{Errc::DeviceLost, done.error->message, {}};
        DeviceInfo info = this->info();
        info.unusableReason = "the device was lost (" + done.error->message + ")";
        describeAs(std::move(info));
    }
    sink_.completed(std::move(done));
}

void LaunchDevice::dropAll()
{
    for (const Launch& launch : std::exchange(waiting_, {})) {
        Completion done;
        done.id = launch.id;
        done.error = LaunchError{Errc::Cancelled, {}, {}};
        sink_.completed(std::move(done));
    }
}

void LaunchDevice::describeAs(DeviceInfo info)
{
    infos_.push_back(std::move(info));
    info_.store(&infos_.back());
}

void LaunchDevice::publishUsage()
{
    const DeviceUsage memory = executor_->memoryUsage();
    const MutexLock lock(usageMutex_);
    const Seconds busy = usage_.busy;
    usage_ = memory;
    usage_.busy = busy;
}

} // namespace xpu::launch
