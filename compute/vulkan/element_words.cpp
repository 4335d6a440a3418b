#include "compute/vulkan/element_words.h"

namespace xpu::vulkan {

std::optional<std::uint32_t> sourceWord(DType type, bool wide)
{
    switch (type) {
    case DType::F32:
        return 0;
    case DType::U8:
        return 1;
    case DType::U16:
        return 2;
    case DType::I8:
        return 3;
    case DType::I16:
        return 4;
    case DType::F16:
        return 5;
    case DType::I32:
        return wide ? std::optional(6U) : std::nullopt;
    case DType::U32:
        return wide ? std::optional(7U) : std::nullopt;
    case DType::F64:
        return wide ? std::optional(kPartialWord) : std::nullopt;
    default:
        return std::nullopt;
    }
}

std::uint32_t foldTarget(DType type) { return type == DType::F32 ? 1 : 2; }

std::uint32_t foldWord(std::string_view fn)
{
    if (fn == "min")
        return 1;
    if (fn == "max")
        return 2;
    return fn == "prod" ? 3 : 0;
}

} // namespace xpu::vulkan
