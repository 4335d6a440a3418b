#pragma once

#include "compute/vulkan/probe.h"
#include "core/device/device.h"

#include <condition_variable>
#include <cstring>
#include <mutex>
#include <numeric>
#include <vector>

namespace xpu::vulkan {

/// Starts the first Vulkan device and waits for completions as the engine would receive them.
class DeviceHarness {
public:
    explicit DeviceHarness(Options options = {}, const char* loader = "libvulkan.so.1")
        : devices_(probeWith(loader, options))
    {}

    Device& device() { return *devices_.front(); }
    std::size_t deviceCount() const { return devices_.size(); }

    void start()
    {
        device().start({[this](Completion done) {
                            const std::lock_guard lock(mutex_);
                            completions_.push_back(std::move(done));
                            arrived_.notify_all();
                        },
                        [](LaunchId, double) {}});
    }

    Completion wait(LaunchId id)
    {
        std::unique_lock lock(mutex_);
        Completion found;
        arrived_.wait(lock, [&] {
            for (auto it = completions_.begin(); it != completions_.end(); ++it)
                if (it->id == id) {
                    found = std::move(*it);
                    completions_.erase(it);
                    return true;
                }
            return false;
        });
        return found;
    }

    Completion run(Launch launch)
    {
        launch.id = nextLaunch();
        const LaunchId id = launch.id;
        device().submit(std::move(launch));
        return wait(id);
    }

    /// Ends the device's thread and keeps what it still reported.
    void stop() { devices_.clear(); }
    std::size_t completionCount()
    {
        const std::lock_guard lock(mutex_);
        return completions_.size();
    }

    LaunchId nextLaunch() { return LaunchId(launches_++); }
    BufferId nextBuffer() { return BufferId(buffers_++); }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<Completion> completions_;
    std::uint64_t launches_ = 0;
    std::uint64_t buffers_ = 0;
    std::vector<std::unique_ptr<Device>> devices_; // last: its end still reports
};

template <class T>
std::shared_ptr<const HostBlock> blockOf(const std::vector<T>& values)
{
    auto block = HostBlock::allocate(Bytes(values.size() * sizeof(T))).value();
    if (!values.empty())
        std::memcpy(block->data(), values.data(), values.size() * sizeof(T));
    return block;
}

template <class T>
std::vector<T> valuesOf(const HostBlock& block)
{
    const auto all = block.as<T>();
    return {all.begin(), all.end()};
}

} // namespace xpu::vulkan
