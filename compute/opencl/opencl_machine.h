#pragma once

#include "compute/launch/machine.h"
#include "compute/opencl/programs.h"

#include <memory>
#include <vector>

namespace xpu::opencl {

using launch::Block;
using launch::Chunk;
using launch::ChunkSource;

/// How a device is opened; the defaults are those of production.
struct Options {
    Bytes memoryLimit{};       ///< 0 = what the device's info says
    Patch patch{};             ///< see Patch
    std::string cacheFolder{}; ///< for compiled programs; empty = none are kept
    std::string userTable{};   ///< the user's device file
    std::string installedTable{};
    bool copyAlways = false; ///< treats a device that shares the host's memory as one that does not
    bool failSelfTest = false; ///< lets the self-test expect another result
};

/// An opened OpenCL device: its context, its in-order queue and its programs.
class OpenclMachine final : public launch::Machine {
public:
    static Result<std::unique_ptr<OpenclMachine>>
    open(const Api& api, const Found& found, const Traits& traits, const Options& options);
    ~OpenclMachine() override;
    OpenclMachine(const OpenclMachine&) = delete;
    OpenclMachine& operator=(const OpenclMachine&) = delete;

    ChunkSource chunkSource() override;
    Result<void> upload(std::span<const std::byte> from, const Block& to) override;
    Result<void> fetch(const Block& from, std::span<std::byte> to) override;
    Result<launch::Times> run(const launch::Plan& plan,
                              const std::function<Block(launch::Slot)>& blockOf,
                              double workPerSubmit, const launch::Watch& watch) override;
    bool compiled(const launch::Plan& plan) const override;
    Result<void> prepareAll(const launch::Plan& plan, const Block& anything) override;
    void noteEnd() override;
    void saveCompiled() override {} // each program is kept when it is built
    void waitIdle() override;

private:
    using Groups = std::array<std::uint32_t, 3>;
    OpenclMachine(const Api& api, const Traits& traits, const Options& options);
    Result<Chunk> allocate(Bytes size) const;
    Result<void*> map(const Block& block, std::size_t size, cl_map_flags flags);
    Result<void> unmap(const Block& block, void* mapped);
    Result<void> prepare(const launch::Dispatch& dispatch,
                         const std::function<Block(launch::Slot)>& blockOf);
    Result<void> enqueue(cl_kernel kernel, const launch::Dispatch& dispatch,
                         const std::function<Block(launch::Slot)>& blockOf, bool forNothing);
    Result<void> setBuffer(cl_kernel kernel, cl_uint index, const Block& block);
    Result<Seconds> finish(const std::function<void()>& meanwhile);
    void releaseViews();

    const Api api_;
    const Traits traits_;
    const bool maps_; ///< reads and writes values where they lie
    const launch::DiskCache disk_;
    cl_context context_ = nullptr;
    cl_command_queue queue_ = nullptr;
    std::unique_ptr<Programs> programs_;
    std::vector<cl_mem> views_; ///< sub-buffers of the launches under way
    cl_event last_ = nullptr;   ///< of the last launch under way
    std::optional<Seconds> endSeen_;
};

} // namespace xpu::opencl
