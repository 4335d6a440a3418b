#pragma once

#include "core/base/result.h"
#include "core/base/units.h"

#include <cstddef>
#include <memory>
#include <span>

namespace xpu {

/// A page-aligned piece of host memory holding one value. Filled by its maker, then shared as
/// `shared_ptr<const HostBlock>` and never written again.
class HostBlock {
public:
    /// Uninitialised memory of `size` bytes (0 is legal), 4096-aligned.
    /// Errc::OutOfMemory when the system refuses.
    static Result<std::shared_ptr<HostBlock>> allocate(Bytes size);
    ~HostBlock();
    HostBlock(const HostBlock&) = delete;
    HostBlock& operator=(const HostBlock&) = delete;

    Bytes size() const { return size_; }
    std::byte* data() { return data_; }
    const std::byte* data() const { return data_; }
    template <class T>
    std::span<T> as()
    {
        return {reinterpret_cast<T*>(data_), size_.count / sizeof(T)};
    }
    template <class T>
    std::span<const T> as() const
    {
        return {reinterpret_cast<const T*>(data_), size_.count / sizeof(T)};
    }

private:
    HostBlock(std::byte* data, Bytes size) : data_(data), size_(size) {}
    std::byte* data_;
    Bytes size_;
};

} // namespace xpu
