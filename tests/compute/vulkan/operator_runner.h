#pragma once

#include "compute/operators/catalog.h"
#include "tests/compute/vulkan/device_harness.h"

#include <random>
#include <stdexcept>

namespace xpu::vulkan {

/// An input by name, with its data.
struct Value {
    std::string port;
    TensorSpec spec;
    std::shared_ptr<const HostBlock> data;
};

template <class T>
Value valueOf(std::string port, DType type, Shape shape, const std::vector<T>& values)
{
    return {std::move(port), TensorSpec{type, shape}, blockOf(values)};
}

inline std::vector<PortSpec> portsOf(const std::vector<Value>& inputs)
{
    std::vector<PortSpec> ports;
    for (const Value& v : inputs)
        ports.push_back({v.port, v.spec});
    return ports;
}

inline const OperatorInfo& operatorNamed(const std::string& name)
{
    return *operators::BuiltinCatalog::instance().find(name);
}

inline TensorSpec resultSpec(const std::string& op, const std::vector<Value>& inputs,
                             const Params& params)
{
    const auto specs = operatorNamed(op).infer(portsOf(inputs), params);
    if (!specs)
        throw std::runtime_error(specs.error().subject + ": " + specs.error().detail);
    return specs->front();
}

/// Runs an operator on the harness' device; throws the launch's error.
inline std::shared_ptr<const HostBlock> runOnDevice(DeviceHarness& harness, const std::string& op,
                                                    const std::vector<Value>& inputs,
                                                    const Params& params)
{
    const std::string reason = harness.device().whyNot(operatorNamed(op), portsOf(inputs), params);
    if (!reason.empty())
        throw std::runtime_error(reason);
    Launch launch;
    OperatorWork work;
    work.op = &operatorNamed(op);
    work.params = params;
    launch.work = std::make_shared<const Work>(std::move(work));
    for (const Value& v : inputs)
        launch.inputs.push_back({v.port, harness.nextBuffer(), v.spec, v.data});
    const BufferId y = harness.nextBuffer();
    const TensorSpec spec = resultSpec(op, inputs, params);
    launch.outputs = {{"y", y, spec}};
    launch.fetch = {{"y", y, spec, nullptr}};
    Launch cleanUp;
    for (const LaunchInput& in : launch.inputs)
        cleanUp.release.push_back(in.buffer);
    cleanUp.release.push_back(y);
    const Completion done = harness.run(std::move(launch));
    harness.run(std::move(cleanUp));
    if (done.error)
        throw std::runtime_error(done.error->message);
    return done.produced.at(0).second;
}

/// Runs the operator's CPU kernel on the calling thread.
inline std::shared_ptr<const HostBlock>
runOnHost(const std::string& op, const std::vector<Value>& inputs, const Params& params)
{
    const TensorSpec spec = resultSpec(op, inputs, params);
    auto y = HostBlock::allocate(spec.bytes()).value();
    operators::KernelCall call;
    for (const Value& v : inputs)
        call.inputs.push_back({v.port, v.spec, v.data->data()});
    call.outputs = {{spec, y->data()}};
    call.params = params;
    operators::Slices::Options options;
    options.granted = 1;
    operators::Slices slices(options);
    const auto ran = (*operators::BuiltinCatalog::instance().cpuKernel(op))(call, slices);
    if (!ran)
        throw std::runtime_error(ran.error().context);
    return y;
}

/// Reproducible data.
class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    std::uint64_t upTo(std::uint64_t most) { return engine_() % (most + 1); }
    template <class T>
    std::vector<T> values(std::uint64_t count, double low, double high)
    {
        std::uniform_real_distribution<double> spread(low, high);
        std::vector<T> all(count);
        for (T& v : all)
            v = static_cast<T>(spread(engine_));
        return all;
    }

private:
    std::mt19937_64 engine_;
};

} // namespace xpu::vulkan
