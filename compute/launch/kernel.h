#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace xpu::launch {

/// A kernel's source: written once, shared by all plans that hold it and compared by a number first.
class KernelText {
public:
    KernelText() = default;
    KernelText(std::string text) // NOLINT(google-explicit-constructor): it is one
        : hash_(std::hash<std::string>()(text)),
          text_(std::make_shared<const std::string>(std::move(text)))
    {}

    bool empty() const { return text_ == nullptr || text_->empty(); }
    const std::string& text() const
    {
        static const std::string none;
        return text_ == nullptr ? none : *text_;
    }
    std::size_t hash() const { return hash_; }
    bool operator==(const KernelText& other) const
    {
        return text_ == other.text_ || (hash_ == other.hash_ && text() == other.text());
    }

private:
    std::size_t hash_ = 0;
    std::shared_ptr<const std::string> text_;
};

/// What the device runs, in one of the languages of the drivers. `name` tells kernels apart in a
/// driver's cache and is the function's name in OpenCL C.
struct Kernel {
    std::string name;
    std::span<const std::uint32_t> spirv; ///< of Vulkan; empty: compile `glsl` first
    KernelText glsl;
    KernelText openclC{}; ///< of OpenCL
    std::string
        programFile{}; ///< of OpenCL instead: a program made elsewhere for one kind of device
};

/// What tells compiled kernels apart, for maps that are asked without making one.
struct KernelKey {
    Kernel kernel;
    std::vector<std::uint32_t> constants;

    struct View {
        const Kernel& kernel;
        std::span<const std::uint32_t> constants;
    };
    View view() const { return {kernel, constants}; }

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(const View& key) const
        {
            std::size_t hash = std::hash<std::string>()(key.kernel.name);
            const auto mix = [&hash](std::size_t value) { hash = hash * 1099511628211U + value; };
            mix(key.kernel.glsl.hash());
            mix(key.kernel.openclC.hash());
            for (const std::uint32_t constant : key.constants)
                mix(constant);
            return hash;
        }
        std::size_t operator()(const KernelKey& key) const { return (*this)(key.view()); }
    };
    struct Equal {
        using is_transparent = void;
        static bool same(const View& a, const View& b)
        {
            return a.kernel.name == b.kernel.name && a.kernel.glsl == b.kernel.glsl
                   && a.kernel.openclC == b.kernel.openclC
                   && a.kernel.programFile == b.kernel.programFile
                   && std::ranges::equal(a.constants, b.constants);
        }
        bool operator()(const KernelKey& a, const KernelKey& b) const
        {
            return same(a.view(), b.view());
        }
        bool operator()(const KernelKey& a, const View& b) const { return same(a.view(), b); }
        bool operator()(const View& a, const KernelKey& b) const { return same(a, b.view()); }
    };
};

} // namespace xpu::launch
