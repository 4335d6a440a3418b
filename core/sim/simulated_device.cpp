#include "core/sim/simulated_device.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace xpu::sim {
namespace {

/// Stands for every value: nobody looks into it.
std::shared_ptr<const HostBlock> nothing()
{
    static const std::shared_ptr<const HostBlock> kNothing = *HostBlock::allocate(Bytes(0));
    return kNothing;
}

} // namespace

SimulatedDevice::SimulatedDevice(DeviceSpec spec, Work work, const Machine& machine,
                                 const VirtualClock& clock, std::uint64_t seed)
    : spec_(std::move(spec)), work_(work), machine_(machine), clock_(clock), random_(seed)
{}

std::string SimulatedDevice::whyNot(const OperatorInfo& op, std::span<const PortSpec>,
                                    const Params&) const
{
    if (op.host != (work_ == Work::Files))
        return op.host ? "works on no files" : "only files are read and written here";
    return spec_.lacks.contains(op.name) ? "there is no kernel for " + op.name : std::string();
}

void SimulatedDevice::submit(Launch launch)
{
    for (const BufferId id : launch.release)
        resident_.erase(id);
    if (!launch.work && launch.fetch.empty())
        return;
    Running running;
    running.done = timesOf(launch);
    const Seconds took = running.done.prepare + running.done.transfer + running.done.run;
    const Seconds begin = spec_.info.inOrder ? std::max(clock_.now(), freeAt_) : clock_.now();
    running.end = begin + took;
    if (spec_.info.inOrder)
        freeAt_ = running.end;
    busy_ += took;
    launches_ += launch.prepareOnly ? 0 : 1;
    running.launch = std::move(launch);
    running_.push_back(std::move(running));
}

Completion SimulatedDevice::timesOf(const Launch& launch)
{
    Completion done;
    done.id = launch.id;
    const auto* op = launch.work ? std::get_if<OperatorWork>(launch.work.get()) : nullptr;
    if (op != nullptr && prepared_.insert(op->op->name).second)
        done.prepare = spec_.prepare;
    if (launch.prepareOnly)
        return done;
    if (!spec_.info.sharesHostMemory) {
        for (const LaunchInput& in : launch.inputs)
            if (in.host && resident_.insert(in.buffer).second) {
                done.transfer += copyTime(in.spec.bytes());
                done.bytesIn += in.spec.bytes();
            }
        for (const LaunchInput& out : launch.fetch) {
            done.transfer += copyTime(out.spec.bytes());
            done.bytesOut += out.spec.bytes();
        }
        for (const LaunchOutput& out : launch.outputs)
            if (out.into) {
                done.transfer += copyTime(Bytes(out.into->size));
                done.bytesOut += Bytes(out.into->size);
            }
    }
    if (launch.work)
        done.run = runTime(launch);
    if (std::uniform_real_distribution<double>(0, 1)(random_) < spec_.failing)
        done.error = LaunchError{Errc::DeviceFailed, "made to fail by the simulation", {}};
    return done;
}

Seconds SimulatedDevice::runTime(const Launch& launch)
{
    const auto* work = std::get_if<OperatorWork>(launch.work.get());
    if (work == nullptr)
        return machine_.command * noise(machine_.commandNoise);
    const CostTerms cost = work->op->cost(inputPorts(launch), outputSpecs(launch), work->params);
    if (work_ == Work::Files)
        return fileTime(launch, cost);
    const DeviceInfo& info = spec_.info;
    const double share =
        info.sharesHostMemory && launch.threads > 0 ? double(launch.threads) / info.threads : 1.0;
    const double roofline =
        std::max(cost.flops / (info.peakFlops * share), cost.bytes / info.peakBandwidth);
    return spec_.launchLatency + Seconds(roofline / spec_.efficiency * noise(spec_.noise));
}

Seconds SimulatedDevice::fileTime(const Launch& launch, const CostTerms& cost) const
{
    double moved = 0;
    for (const LaunchInput& in : launch.inputs)
        moved += static_cast<double>(in.spec.bytes().count);
    for (const LaunchOutput& out : launch.outputs)
        moved += static_cast<double>(out.spec.bytes().count);
    const double rate = launch.inputs.empty() ? machine_.diskRead : machine_.diskWrite;
    return machine_.diskSync * cost.commits + Seconds(std::max(moved, cost.bytes) / rate);
}

Seconds SimulatedDevice::copyTime(Bytes size) const
{
    return spec_.linkLatency + Seconds(static_cast<double>(size.count) / spec_.linkRate);
}

/// Median one, never negative.
double SimulatedDevice::noise(double sigma)
{
    return sigma > 0 ? std::exp(std::normal_distribution<double>(0, sigma)(random_)) : 1.0;
}

void SimulatedDevice::cancel(LaunchId id)
{
    for (Running& running : running_) {
        if (running.launch.id != id || running.done.error)
            continue;
        running.done.error = LaunchError{Errc::Cancelled, {}, {}};
        if (work_ == Work::Commands) // killed; a kernel ends by itself
            running.end = clock_.now();
    }
}

DeviceUsage SimulatedDevice::usage() const
{
    DeviceUsage usage;
    usage.busy = busy_;
    return usage;
}

Seconds SimulatedDevice::nextEnd() const
{
    Seconds next(std::numeric_limits<double>::infinity());
    for (const Running& running : running_)
        next = std::min(next, running.end);
    return next;
}

void SimulatedDevice::endDue()
{
    for (std::size_t i = 0; i < running_.size();) {
        if (running_[i].end > clock_.now()) {
            ++i;
            continue;
        }
        Running ended = std::move(running_[i]);
        running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
        finish(ended);
    }
}

void SimulatedDevice::finish(Running& running)
{
    Completion& done = running.done;
    if (!done.error && !running.launch.prepareOnly) {
        for (const LaunchOutput& out : running.launch.outputs) {
            if (out.into)
                continue; // nobody looks into it
            if (spec_.info.sharesHostMemory)
                done.produced.emplace_back(out.buffer, nothing());
            else
                resident_.insert(out.buffer);
        }
        for (const LaunchInput& fetched : running.launch.fetch)
            done.produced.emplace_back(fetched.buffer, nothing());
    }
    sink_.completed(std::move(done));
}

} // namespace xpu::sim
