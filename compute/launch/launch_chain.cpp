#include "compute/launch/launch_device.h"

#include <algorithm>
#include <utility>

// Small launches that wait one behind the other go to the device in one submission.

namespace xpu::launch {

namespace {

constexpr std::size_t kLongest = 64;
constexpr Seconds kMost{1e-3}; ///< of work: the first of them is answered with the last

/// What the device needs for it at its best.
Seconds leastTime(const Launch& launch, const Plan& plan, const DeviceInfo& device)
{
    double work = 0;
    for (const Dispatch& dispatch : plan.dispatches)
        work += dispatch.work;
    Bytes moved;
    for (const LaunchInput& in : launch.inputs)
        moved += in.spec.bytes();
    for (const LaunchOutput& out : launch.outputs)
        moved += out.spec.bytes();
    return Seconds(work / device.peakFlops
                   + static_cast<double>(moved.count) / device.peakBandwidth);
}

/// Whether giving back what `launch` lets go of touches nothing that `former` ones work on.
bool releasesNothingOf(const std::vector<const Launch*>& former, const Launch& launch)
{
    const auto used = [&](BufferId id) {
        return std::any_of(former.begin(), former.end(), [id](const Launch* one) {
            return std::any_of(one->inputs.begin(), one->inputs.end(),
                               [id](const LaunchInput& in) { return in.buffer == id; })
                   || std::any_of(one->outputs.begin(), one->outputs.end(),
                                  [id](const LaunchOutput& out) { return out.buffer == id; });
        });
    };
    return std::none_of(launch.release.begin(), launch.release.end(), used);
}

bool makes(const std::vector<const Launch*>& former, BufferId id)
{
    return std::any_of(former.begin(), former.end(), [id](const Launch* one) {
        return std::any_of(one->outputs.begin(), one->outputs.end(),
                           [id](const LaunchOutput& out) { return out.buffer == id; });
    });
}

} // namespace

/// The plan of a launch that may share a submission; null when it is not compiled.
std::shared_ptr<const Plan> LaunchDevice::readyPlan(const Launch& launch)
{
    if (launch.work == nullptr || launch.prepareOnly || cancelled_.contains(launch.id))
        return nullptr;
    auto plan = planOf(launch);
    return plan && executor_->compiled(**plan) ? std::move(*plan) : nullptr;
}

/// The launches at the front that may run in one submission.
LaunchDevice::Chain LaunchDevice::frontChain()
{
    Chain chain;
    if (broken_ || waiting_.size() < 2)
        return chain;
    Seconds left = kMost;
    for (Launch& launch : waiting_) {
        const auto here = [&](const LaunchInput& input) {
            thread_.assertHeld();
            return executor_->holds(input.buffer) || makes(chain.launches, input.buffer);
        };
        const bool follows = chain.launches.empty()
                             || (releasesNothingOf(chain.launches, launch)
                                 && (!owed_ || releasesNothingOf({&owed_->launch}, launch))
                                 && std::all_of(launch.inputs.begin(), launch.inputs.end(), here));
        if (!follows || chain.launches.size() == kLongest)
            break;
        auto plan = readyPlan(launch);
        if (!plan || (left -= leastTime(launch, *plan, info())) < Seconds(0))
            break;
        executor_->drop(launch);
        launch.release.clear(); // once: it may have to run again by itself
        chain.launches.push_back(&launch);
        chain.plans.push_back(std::move(plan));
    }
    return chain;
}

/// False when nothing of it ran: one by one the launches tell why.
bool LaunchDevice::runTogether(const Chain& chain)
{
    const auto fetchOwedFirst = [this] {
        thread_.assertHeld();
        fetchOwed();
    };
    const Watch watch{[this] {
                          thread_.assertHeld();
                          return stopping_;
                      },
                      [](double) {}, fetchOwedFirst, fetchOwedFirst};
    std::vector<Completion> all;
    try {
        all = executor_->executeTogether(chain.launches, chain.plans, watch);
    } catch (const std::exception&) { // an invariant: the launch it was will say so
        return false;
    }
    fetchOwed();
    noteBusy(false);
    for (Completion& done : all) {
        cancelled_.erase(done.id);
        waiting_.pop_front();
        settle(std::move(done));
    }
    return !all.empty();
}

} // namespace xpu::launch
