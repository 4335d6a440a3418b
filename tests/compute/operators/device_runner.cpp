#include "tests/compute/operators/device_runner.h"

#include <algorithm>

namespace xpu::tests {

DeviceRunner::DeviceRunner(Device& device) : device_(device)
{
    device_.start({.completed =
                       [this](Completion done) {
                           const std::lock_guard lock(mutex_);
                           completed_[done.id.value] = std::move(done);
                           arrived_.notify_all();
                       },
                   .progress = {}});
}

LaunchId DeviceRunner::submit(Launch launch)
{
    launch.id = LaunchId(next_++);
    const LaunchId id = launch.id;
    device_.submit(std::move(launch));
    return id;
}

Completion DeviceRunner::wait(LaunchId id)
{
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return completed_.contains(id.value); });
    Completion done = std::move(completed_.at(id.value));
    completed_.erase(id.value);
    return done;
}

Completion DeviceRunner::run(const OperatorInfo& op, const std::vector<Value>& inputs,
                             const std::vector<TensorSpec>& outputs, const Params& params)
{
    Launch launch;
    OperatorWork work;
    work.op = &op;
    work.params = params;
    launch.work = std::make_shared<const Work>(std::move(work));
    for (const Value& value : inputs)
        launch.inputs.push_back({value.port, BufferId(next_++), value.spec, value.data});
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        launch.outputs.push_back({op.outputs[i], BufferId(next_++), outputs[i]});
        if (!device_.info().sharesHostMemory)
            launch.fetch.push_back(
                {op.outputs[i], launch.outputs.back().buffer, outputs[i], nullptr});
    }
    const Launch sent = launch;
    Completion done = wait(submit(std::move(launch)));
    if (!device_.info().sharesHostMemory) {
        Launch cleanUp;
        for (const LaunchInput& input : sent.inputs)
            cleanUp.release.push_back(input.buffer);
        for (const LaunchOutput& output : sent.outputs)
            cleanUp.release.push_back(output.buffer);
        wait(submit(std::move(cleanUp)));
    }
    std::ranges::sort(done.produced, {}, [](const auto& made) { return made.first.value; });
    return done;
}

} // namespace xpu::tests
