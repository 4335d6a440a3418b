#pragma once

#include "core/device/device.h"

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
        for (const LaunchInput& input : launch.inputs)
            if (!input.host && (info_.sharesHostMemory || !resident.contains(input.buffer.value)))
                complaints.push_back("input " + input.port + " is not at hand");
        if (!launch.work && launch.fetch.empty())
            return;
        threadsGranted += launch.work ? launch.threads : 0;
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
        threadsGranted -= launch.work ? launch.threads : 0;
        Completion done;
        done.id = launch.id;
        done.run = Seconds(0.001);
        done.error = std::move(error);
        for (const LaunchInput& input : launch.inputs)
            if (!info_.sharesHostMemory)
                resident.insert(input.buffer.value);
        if (!done.error)
            produce(launch, done);
        sink_.completed(std::move(done));
    }

    std::vector<Launch> waiting;
    std::shared_ptr<const HostBlock> next; ///< what the next output is; null = zeros
    std::set<std::uint64_t> resident;
    std::set<std::uint64_t> cancelled;
    std::set<std::string> refused;
    std::vector<std::string> complaints;
    int budget = 0;
    int threadsGranted = 0;

private:
    void produce(const Launch& launch, Completion& done)
    {
        for (const LaunchOutput& output : launch.outputs) {
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
