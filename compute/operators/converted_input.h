#pragma once

#include "compute/operators/convert.h"
#include "compute/operators/kernel.h"
#include "core/memory/host_block.h"

#include <memory>
#include <type_traits>

namespace xpu::operators {

/// An input in the type computed in (float or double), converted when it is of another.
template <class T>
class ConvertedInput {
public:
    static Result<ConvertedInput> of(const KernelInput& input, Slices& slices)
    {
        constexpr DType kOwn = std::is_same_v<T, float> ? DType::F32 : DType::F64;
        ConvertedInput made;
        made.data_ = reinterpret_cast<const T*>(input.data);
        if (input.spec.dtype == kOwn)
            return made;
        const std::size_t count = input.spec.shape.elements().value_or(0);
        auto block = HostBlock::allocate(Bytes(count * sizeof(T)));
        if (!block)
            return tl::unexpected(block.error());
        const std::span<T> out = (*block)->template as<T>();
        const bool done = slices.over(count, [&](std::size_t begin, std::size_t end) {
            const auto part = out.subspan(begin, end - begin);
            if constexpr (std::is_same_v<T, float>)
                toFloat(input.spec.dtype, input.data, begin, part);
            else
                toDouble(input.spec.dtype, input.data, begin, part);
        });
        if (!done)
            return fail(Errc::Cancelled, input.port);
        made.data_ = out.data();
        made.converted_ = std::move(*block);
        return made;
    }
    const T* data() const { return data_; }

private:
    const T* data_ = nullptr;
    std::shared_ptr<HostBlock> converted_;
};

} // namespace xpu::operators
