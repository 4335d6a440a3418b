#include "compute/opencl/opencl_machine.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

namespace xpu::opencl {

namespace {

constexpr std::size_t kMostDispatches = 64;
constexpr std::size_t kMostBuffers = 1024;

Seconds sinceEpoch() { return std::chrono::steady_clock::now().time_since_epoch(); }

cl_mem memoryOf(const Block& block) { return static_cast<cl_mem>(block.buffer); }

} // namespace

Result<std::unique_ptr<OpenclMachine>> OpenclMachine::open(const Api& api, const Found& found,
                                                           const Traits& traits,
                                                           const Options& options)
{
    std::unique_ptr<OpenclMachine> made(new OpenclMachine(api, traits, options));
    const cl_context_properties properties[] = {
        CL_CONTEXT_PLATFORM, reinterpret_cast<cl_context_properties>(found.platform), 0};
    cl_int done = CL_SUCCESS;
    made->context_ = api.clCreateContext(properties, 1, &found.device, nullptr, nullptr, &done);
    if (done != CL_SUCCESS)
        return failure(done, "clCreateContext");
    made->queue_ = api.clCreateCommandQueue(made->context_, found.device, 0, &done);
    if (done != CL_SUCCESS)
        return failure(done, "clCreateCommandQueue");
    made->programs_ = std::make_unique<Programs>(made->api_, made->context_, found.device,
                                                 made->traits_, made->disk_);
    return made;
}

OpenclMachine::OpenclMachine(const Api& api, const Traits& traits, const Options& options)
    : api_(api),
      traits_(traits),
      maps_(traits.unifiedMemory && !options.copyAlways),
      disk_(options.cacheFolder)
{}

OpenclMachine::~OpenclMachine()
{
    releaseViews();
    programs_.reset();
    if (queue_ != nullptr)
        api_.clReleaseCommandQueue(queue_);
    if (context_ != nullptr)
        api_.clReleaseContext(context_);
}

ChunkSource OpenclMachine::chunkSource()
{
    return {
        [this](Bytes size) { return allocate(size); },
        [this](const Chunk& chunk) { api_.clReleaseMemObject(static_cast<cl_mem>(chunk.buffer)); }};
}

Result<Chunk> OpenclMachine::allocate(Bytes size) const
{
    const cl_mem_flags where = maps_ ? CL_MEM_ALLOC_HOST_PTR : 0;
    cl_int done = CL_SUCCESS;
    cl_mem memory =
        api_.clCreateBuffer(context_, CL_MEM_READ_WRITE | where, size.count, nullptr, &done);
    if (done != CL_SUCCESS)
        return failure(done, "clCreateBuffer");
    Chunk chunk;
    chunk.buffer = memory;
    chunk.size = size;
    return chunk;
}

Result<void*> OpenclMachine::map(const Block& block, std::size_t size, cl_map_flags flags)
{
    cl_int done = CL_SUCCESS;
    void* mapped = api_.clEnqueueMapBuffer(queue_, memoryOf(block), CL_TRUE, flags, block.offset,
                                           size, 0, nullptr, nullptr, &done);
    if (done != CL_SUCCESS)
        return failure(done, "clEnqueueMapBuffer");
    return mapped;
}

Result<void> OpenclMachine::unmap(const Block& block, void* mapped)
{
    const cl_int done =
        api_.clEnqueueUnmapMemObject(queue_, memoryOf(block), mapped, 0, nullptr, nullptr);
    if (done != CL_SUCCESS)
        return failure(done, "clEnqueueUnmapMemObject");
    return {};
}

Result<void> OpenclMachine::upload(std::span<const std::byte> from, const Block& to)
{
    if (from.empty())
        return {};
    if (maps_) {
        const auto mapped = map(to, from.size(), CL_MAP_WRITE_INVALIDATE_REGION);
        if (!mapped)
            return tl::unexpected(mapped.error());
        std::memcpy(*mapped, from.data(), from.size());
        return unmap(to, *mapped);
    }
    const cl_int done = api_.clEnqueueWriteBuffer(queue_, memoryOf(to), CL_TRUE, to.offset,
                                                  from.size(), from.data(), 0, nullptr, nullptr);
    if (done != CL_SUCCESS)
        return failure(done, "clEnqueueWriteBuffer");
    return {};
}

Result<void> OpenclMachine::fetch(const Block& from, std::span<std::byte> to)
{
    if (to.empty())
        return {};
    if (maps_) {
        const auto mapped = map(from, to.size(), CL_MAP_READ);
        if (!mapped)
            return tl::unexpected(mapped.error());
        std::memcpy(to.data(), *mapped, to.size());
        return unmap(from, *mapped);
    }
    const cl_int done = api_.clEnqueueReadBuffer(queue_, memoryOf(from), CL_TRUE, from.offset,
                                                 to.size(), to.data(), 0, nullptr, nullptr);
    if (done != CL_SUCCESS)
        return failure(done, "clEnqueueReadBuffer");
    return {};
}

Result<launch::Times> OpenclMachine::run(const launch::Plan& plan,
                                         const std::function<Block(launch::Slot)>& blockOf,
                                         double workPerSubmit, const launch::Watch& watch)
{
    programs_->trim();
    launch::Times times;
    const auto& all = plan.dispatches;
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
        if (watch.cancelled())
            return fail(Errc::Cancelled, "");
        const Seconds start = sinceEpoch();
        end = launch::batchEnd(all, begin, workPerSubmit, kMostDispatches, kMostBuffers);
        for (std::size_t i = begin; i < end; ++i) {
            if (programs_->knows(all[i]))
                continue;
            watch.beforeDelay();
            if (const auto ready = prepare(all[i], blockOf); !ready)
                return tl::unexpected(ready.error());
        }
        const Seconds ready = sinceEpoch();
        for (std::size_t i = begin; i < end; ++i)
            if (const auto queued =
                    enqueue(programs_->find(all[i])->kernel, all[i], blockOf, false);
                !queued)
                return tl::unexpected(queued.error());
        const auto ended = finish(watch.meanwhile);
        if (!ended)
            return tl::unexpected(ended.error());
        times.prepare += ready - start;
        times.run += *ended - ready;
        if (end < all.size())
            watch.done(100.0 * static_cast<double>(end) / static_cast<double>(all.size()));
    }
    return times;
}

bool OpenclMachine::compiled(const launch::Plan& plan) const
{
    return std::all_of(plan.dispatches.begin(), plan.dispatches.end(),
                       [this](const launch::Dispatch& one) { return programs_->knows(one); });
}

Result<void> OpenclMachine::prepareAll(const launch::Plan& plan, const Block& anything)
{
    programs_->trim();
    for (const launch::Dispatch& dispatch : plan.dispatches)
        if (!programs_->knows(dispatch))
            if (auto done = prepare(dispatch, [&](launch::Slot) { return anything; }); !done)
                return done;
    return {};
}

/// Some drivers compile at the first launch. One on nothing makes them do it now, so that the first
/// run is not counted slower than the next. Programs from files make no such promise.
Result<void> OpenclMachine::prepare(const launch::Dispatch& dispatch,
                                    const std::function<Block(launch::Slot)>& blockOf)
{
    const auto found = programs_->find(dispatch);
    if (!found)
        return tl::unexpected(found.error());
    if (!found->isNew || !dispatch.kernel.programFile.empty() || dispatch.push.empty())
        return {};
    if (auto queued = enqueue(found->kernel, dispatch, blockOf, true); !queued)
        return queued;
    const auto ended = finish({});
    return ended ? Result<void>() : tl::unexpected(ended.error());
}

/// @param forNothing  one group with a push of zeros
Result<void> OpenclMachine::enqueue(cl_kernel kernel, const launch::Dispatch& dispatch,
                                    const std::function<Block(launch::Slot)>& blockOf,
                                    bool forNothing)
{
    cl_uint index = 0;
    for (const launch::Slot slot : dispatch.buffers)
        if (auto set = setBuffer(kernel, index++, blockOf(slot)); !set)
            return set;
    constexpr std::size_t kWord = sizeof(std::uint32_t);
    for (std::size_t at = 0; at + kWord <= dispatch.push.size(); at += kWord) {
        std::uint32_t word = 0;
        if (!forNothing)
            std::memcpy(&word, dispatch.push.data() + at, kWord);
        const cl_int done = api_.clSetKernelArg(kernel, index++, kWord, &word);
        if (done != CL_SUCCESS)
            return failure(done, "clSetKernelArg");
    }
    std::array<std::size_t, 3> global{};
    std::array<std::size_t, 3> local{};
    for (std::size_t i = 0; i < global.size(); ++i) {
        local[i] = dispatch.groupSize[i];
        global[i] = local[i] * (forNothing ? 1 : dispatch.groups[i]);
    }
    if (last_ != nullptr)
        api_.clReleaseEvent(std::exchange(last_, nullptr));
    const cl_int done = api_.clEnqueueNDRangeKernel(queue_, kernel, 3, nullptr, global.data(),
                                                    local.data(), 0, nullptr, &last_);
    if (done != CL_SUCCESS)
        return failure(done, "clEnqueueNDRangeKernel");
    endSeen_.reset();
    return {};
}

Result<void> OpenclMachine::setBuffer(cl_kernel kernel, cl_uint index, const Block& block)
{
    // Kernels read and write vectors of four words: the range covers the last one. Blocks are
    // padded to far more.
    const cl_buffer_region region{
        block.offset,
        static_cast<std::size_t>(std::max<std::uint64_t>(1, (block.size + 15) / 16)) * 16};
    cl_int done = CL_SUCCESS;
    cl_mem view = api_.clCreateSubBuffer(memoryOf(block), CL_MEM_READ_WRITE,
                                         CL_BUFFER_CREATE_TYPE_REGION, &region, &done);
    if (done != CL_SUCCESS)
        return failure(done, "clCreateSubBuffer");
    views_.push_back(view);
    done = api_.clSetKernelArg(kernel, index, sizeof(view), &view);
    if (done != CL_SUCCESS)
        return failure(done, "clSetKernelArg");
    return {};
}

/// Waits for what is under way; when its end was seen.
Result<Seconds> OpenclMachine::finish(const std::function<void()>& meanwhile)
{
    cl_int done = api_.clFlush(queue_);
    if (done == CL_SUCCESS && meanwhile)
        meanwhile();
    if (done == CL_SUCCESS)
        done = api_.clFinish(queue_);
    if (!endSeen_)
        endSeen_ = sinceEpoch();
    releaseViews();
    cl_int status = CL_COMPLETE;
    if (last_ != nullptr) {
        api_.clGetEventInfo(last_, CL_EVENT_COMMAND_EXECUTION_STATUS, sizeof(status), &status,
                            nullptr);
        api_.clReleaseEvent(std::exchange(last_, nullptr));
    }
    if (done != CL_SUCCESS)
        return failure(done, "clFinish");
    if (status < 0) // negative: why the kernel ended
        return failure(status, "kernel");
    return *endSeen_;
}

void OpenclMachine::noteEnd()
{
    if (endSeen_ || last_ == nullptr)
        return;
    cl_int status = CL_QUEUED;
    api_.clGetEventInfo(last_, CL_EVENT_COMMAND_EXECUTION_STATUS, sizeof(status), &status, nullptr);
    if (status <= CL_COMPLETE)
        endSeen_ = sinceEpoch();
}

void OpenclMachine::waitIdle()
{
    api_.clFinish(queue_);
    releaseViews();
}

void OpenclMachine::releaseViews()
{
    for (cl_mem view : std::exchange(views_, {}))
        api_.clReleaseMemObject(view);
}

} // namespace xpu::opencl
