#include "compute/cpu/cpu_device.h"

#include "compute/operators/catalog.h"
#include "core/base/named_thread.h"
#include "core/memory/host_block.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <new>

namespace xpu::cpu {
namespace {

using operators::BuiltinCatalog;
using operators::CpuKernel;
using operators::KernelCall;

LaunchError cancelledError() { return {Errc::Cancelled, "cancelled", {}}; }

/// All of the result is wanted, and in one place.
bool endsInPlace(const LaunchOutput& output)
{
    return output.into && output.into->skip == 0 && output.into->size == output.spec.bytes().count;
}

/// Inputs in host memory and fresh outputs; the blocks go to `blocks` in the order of outputs, null
/// for those that are made where they end.
Result<KernelCall> prepare(const Launch& launch, const OperatorWork& work,
                           std::vector<std::shared_ptr<HostBlock>>& blocks)
{
    KernelCall call;
    call.params = work.params;
    for (const LaunchInput& input : launch.inputs) {
        if (!input.host || input.host->size().count < input.offset + input.spec.bytes().count)
            return fail(Errc::Internal, "input " + input.port + " is not in host memory");
        call.inputs.push_back({input.port, input.spec, input.host->data() + input.offset});
    }
    for (const LaunchOutput& output : launch.outputs) {
        if (endsInPlace(output)) {
            call.outputs.push_back({output.spec, output.into->block->data() + output.into->offset});
            blocks.emplace_back();
            continue;
        }
        auto block = HostBlock::allocate(output.spec.bytes());
        if (!block)
            return tl::unexpected(block.error());
        call.outputs.push_back({output.spec, (*block)->data()});
        blocks.push_back(std::move(*block));
    }
    return call;
}

/// Kernels trust the specs they are given; this is where those are compared with the rules.
Result<void> checkSpecs(const Launch& launch, const OperatorWork& work)
{
    std::vector<PortSpec> ports;
    for (const LaunchInput& input : launch.inputs)
        ports.push_back({input.port, input.spec});
    const auto expected = work.op->infer(ports, work.params);
    if (!expected)
        return fail(Errc::InvalidInput, expected.error().subject + ": " + expected.error().detail);
    const bool same = std::ranges::equal(*expected, launch.outputs, {}, {}, &LaunchOutput::spec);
    if (!same)
        return fail(Errc::InvalidInput, work.op->name + ": outputs of other specs were asked for");
    return {};
}

} // namespace

CpuDevice::CpuDevice(DeviceInfo info) : info_(std::move(info)), budget_(info_.threads) {}

CpuDevice::~CpuDevice()
{
    queue_.close();
    if (worker_.joinable())
        worker_.join();
}

std::string CpuDevice::whyNot(const OperatorInfo& op, std::span<const PortSpec>,
                              const Params&) const
{
    if (BuiltinCatalog::instance().cpuKernel(op.name) == nullptr)
        return op.host ? "files are read and written by the host device" : "no CPU kernel";
    return {};
}

void CpuDevice::start(CompletionSink sink)
{
    sink_ = std::move(sink);
    worker_ = namedThread("xpu cpu", [this] { serve(); });
}

void CpuDevice::setThreadBudget(int threads)
{
    budget_.store(std::clamp(threads, 1, std::max(1, info_.threads)));
}

void CpuDevice::serve()
{
    while (true) {
        auto entry = queue_.take(); // its values are let go before the next is waited for
        if (!entry)
            return;
        const auto before = std::chrono::steady_clock::now();
        Completion done = run(*entry);
        done.id = entry->launch.id;
        done.run = std::chrono::steady_clock::now() - before;
        meter_.addBusy(done.run);
        queue_.done(done.id);
        sink_.completed(std::move(done));
    }
}

Completion CpuDevice::run(const LaunchQueue::Entry& entry)
{
    Completion done;
    if (entry.cancelled->load()) {
        done.error = cancelledError();
        return done;
    }
    // Nothing is resident apart from the host's own copies: fetch and release have no work here.
    if (!entry.launch.work)
        return done;
    try {
        return runKernel(entry.launch, *entry.cancelled);
    } catch (const std::bad_alloc&) {
        done.error = LaunchError{Errc::OutOfMemory, "host", {}};
    } catch (const std::exception& e) {
        done.error = LaunchError{Errc::Internal, e.what(), {}};
    }
    return done;
}

Completion CpuDevice::runKernel(const Launch& launch, const std::atomic<bool>& cancelled)
{
    Completion done;
    const auto* work = std::get_if<OperatorWork>(launch.work.get());
    const CpuKernel* kernel = work == nullptr || work->op == nullptr
                                  ? nullptr
                                  : BuiltinCatalog::instance().cpuKernel(work->op->name);
    if (kernel == nullptr) {
        done.error = LaunchError{Errc::Unsupported, "no CPU kernel", {}};
        return done;
    }
    std::vector<std::shared_ptr<HostBlock>> blocks;
    const auto outcome =
        checkSpecs(launch, *work)
            .and_then([&] { return prepare(launch, *work, blocks); })
            .and_then([&](const KernelCall& call) {
                operators::Slices slices({.granted = launch.threads,
                                          .budget = &budget_,
                                          .cancelled = &cancelled,
                                          .progress = [&](double percent) {
                                              if (sink_.progress)
                                                  sink_.progress(launch.id, percent);
                                          }});
                return (*kernel)(call, slices);
            });
    if (!outcome) {
        done.error = LaunchError{outcome.error().code, outcome.error().context, {}};
        return done;
    }
    for (const LaunchInput& input : launch.inputs)
        done.bytesIn += input.spec.bytes();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const LaunchOutput& output = launch.outputs[i];
        done.bytesOut += output.spec.bytes();
        if (!output.into)
            done.produced.emplace_back(output.buffer, meter_.track(std::move(blocks[i])));
        else if (blocks[i])
            copyTo(*output.into, {blocks[i]->data(), blocks[i]->size().count});
    }
    return done;
}

} // namespace xpu::cpu
