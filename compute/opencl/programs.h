#pragma once

#include "compute/launch/disk_cache.h"
#include "compute/launch/plan.h"
#include "compute/opencl/traits.h"

#include <string>
#include <unordered_map>

namespace xpu::opencl {

/// Kernels by text and constants, or by the file of a ready-made program, built once. What was
/// built is kept on disk as the driver's own binary. One thread only.
class Programs {
public:
    Programs(const Api& api, cl_context context, cl_device_id device, const Traits& traits,
             const launch::DiskCache& disk)
        : api_(api), context_(context), device_(device), traits_(traits), disk_(disk)
    {}
    ~Programs();
    Programs(const Programs&) = delete;
    Programs& operator=(const Programs&) = delete;

    struct Found {
        cl_kernel kernel = nullptr;
        bool isNew = false; ///< its first launch may compile in the driver
    };
    /// Errc::InvalidInput with the compiler's messages when the text does not compile or the file
    /// is no program for this device, Errc::NotFound when there is no such file.
    Result<Found> find(const launch::Dispatch& dispatch);
    /// Whether `find` has nothing to build.
    bool knows(const launch::Dispatch& dispatch) const;
    /// Forgets all when there are very many, so that a long session of changing expressions does not
    /// grow for ever. No kernel may be in use.
    void trim();

private:
    struct Built {
        cl_program program = nullptr;
        cl_kernel kernel = nullptr;
    };
    Result<cl_program> fromText(const launch::Dispatch& dispatch);
    Result<cl_program> fromFile(const std::string& path);
    Result<cl_program> fromBinary(const std::vector<std::byte>& binary);
    Result<void> build(cl_program program, const std::string& options);
    std::string messagesOf(cl_program program) const;
    std::vector<std::byte> binaryOf(cl_program program) const;
    std::string optionsFor(const launch::Dispatch& dispatch) const;
    void forgetAll();

    const Api& api_;
    cl_context context_;
    cl_device_id device_;
    const Traits& traits_;
    const launch::DiskCache& disk_;
    std::unordered_map<launch::KernelKey, Built, launch::KernelKey::Hash, launch::KernelKey::Equal>
        built_;
};

} // namespace xpu::opencl
