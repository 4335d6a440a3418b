#pragma once

#include "core/device/device.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace xpu::test {

/// A device whose launches finish when the test says so. It checks what a real one relies on:
/// every input is at hand, and nothing is asked of a buffer it does not hold.
class FakeDevice final : public Device {
public:
    explicit FakeDevice(DeviceInfo info) : info_(std::move(info)) {}

    const DeviceInfo& info() const override { return info_; }
    /// Before anything runs on it.
    void describe(const std::function<void(DeviceInfo&)>& as) { as(info_); }
    std::string whyNot(const OperatorInfo& op, std::span<const PortSpec> /*inputs*/,
                       const Params& /*params*/) const override
    {
        return refused.contains(op.name) ? "lacks " + op.name : std::string();
    }
    void start(CompletionSink sink) override { sink_ = std::move(sink); }
    void submit(Launch launch) override
    {
        for (const BufferId id : launch.release)
            resident.erase(id.value);
        if (launch.prepareOnly) {
            Completion done;
            done.id = launch.id;
            prepared.push_back(std::move(launch));
            sink_.completed(std::move(done));
            return;
        }
        for (const LaunchInput& input : launch.inputs)
            if (!input.host && !isHere(input.buffer) && !isComing(input.buffer))
                complaints.push_back("input " + input.port + " is not at hand");
        if (!launch.work && launch.fetch.empty())
            return;
        waiting.push_back(std::move(launch));
    }
    void cancel(LaunchId id) override { cancelled.insert(id.value); }
    DeviceUsage usage() const override { return {}; }
    void setThreadBudget(int threads) override { budget = threads; }

    /// Completes the launch at `index`; the fake's outputs are blocks of zeros.
    void finish(std::size_t index, std::optional<LaunchError> error = std::nullopt)
    {
        Launch launch = std::move(waiting[index]);
        waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(index));
        Completion done;
        done.id = launch.id;
        done.run = runs;
        done.error = std::move(error);
        for (const LaunchInput& input : launch.inputs)
            if (!done.error && !input.host && !isHere(input.buffer))
                done.error = LaunchError{Errc::Internal, input.port + ": not resident", {}};
        for (const LaunchInput& input : launch.inputs)
            if (!info_.sharesHostMemory && input.host)
                resident.insert(input.buffer.value);
        if (!done.error)
            produce(launch, done);
        sink_.completed(std::move(done));
    }

    Seconds runs{0.001}; ///< what every launch says it took
    /// CPU threads in use: of the first launch where they are worked on one after the other.
    int threadsGranted() const
    {
        int sum = 0;
        for (const Launch& launch : waiting)
            sum +=
                launch.work && (!info_.inOrder || &launch == &waiting.front()) ? launch.threads : 0;
        return sum;
    }

    std::vector<Launch> waiting;
    std::vector<Launch> prepared;          ///< asked to compile only; done at once
    std::shared_ptr<const HostBlock> next; ///< what the next output is; null = zeros
    std::set<std::uint64_t> resident;
    std::set<std::uint64_t> cancelled;
    std::set<std::string> refused;
    std::vector<std::string> complaints;
    int budget = 0;

private:
    bool isHere(BufferId id) const
    {
        return !info_.sharesHostMemory && resident.contains(id.value);
    }
    /// A launch before it makes the value.
    bool isComing(BufferId id) const
    {
        const auto makes = [id](const Launch& launch) {
            return std::any_of(launch.outputs.begin(), launch.outputs.end(),
                               [id](const LaunchOutput& o) { return o.buffer == id; });
        };
        return info_.inOrder && !info_.sharesHostMemory
               && std::any_of(waiting.begin(), waiting.end(), makes);
    }
    void produce(const Launch& launch, Completion& done)
    {
        for (const LaunchOutput& output : launch.outputs) {
            if (output.into) { // the first input, as far as it is wanted
                const LaunchInput& x = launch.inputs.front();
                copyTo(*output.into, {x.host->data() + x.offset, x.spec.bytes().count});
            }
            if (output.into && info_.sharesHostMemory)
                continue;
            if (info_.sharesHostMemory)
                done.produced.emplace_back(output.buffer,
                                           next ? next : *HostBlock::allocate(output.spec.bytes()));
            else
                resident.insert(output.buffer.value);
        }
        for (const LaunchInput& fetched : launch.fetch) {
            if (!resident.contains(fetched.buffer.value))
                complaints.push_back("a buffer to fetch is not here");
            done.produced.emplace_back(fetched.buffer, *HostBlock::allocate(fetched.spec.bytes()));
        }
    }

    DeviceInfo info_;
    CompletionSink sink_;
};

} // namespace xpu::test
