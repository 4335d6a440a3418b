#include "compute/opencl/plan.h"

#include "compute/opencl/embedded_kernels.h"

#include <algorithm>

namespace xpu::opencl {

void spreadOver(Dispatch& dispatch, std::uint64_t items, std::uint32_t size)
{
    const std::uint64_t groups = std::max<std::uint64_t>(1, (items + size - 1) / size);
    dispatch.groupSize = {size, 1, 1};
    dispatch.groups = {static_cast<std::uint32_t>(groups), 1, 1};
}

std::string_view elementWord(DType type, bool wide)
{
    switch (type) {
    case DType::F32:
        return "float";
    case DType::U8:
        return "uchar";
    case DType::U16:
        return "ushort";
    case DType::I8:
        return "char";
    case DType::I16:
        return "short";
    case DType::F16:
        return "half";
    case DType::I32:
        return wide ? "int" : "";
    case DType::U32:
        return wide ? "uint" : "";
    case DType::F64:
        return wide ? "double" : "";
    default:
        return "";
    }
}

std::string withPrelude(std::string_view body)
{
    return std::string(kernels::prelude()) + std::string(body);
}

std::string defined(std::string_view name, std::uint64_t value)
{
    return defined(name, std::to_string(value) + "u");
}

std::string defined(std::string_view name, std::string_view value)
{
    return "#define " + std::string(name) + " " + std::string(value) + "\n";
}

std::string elementText(DType source, bool wide)
{
    return defined("X", elementWord(source, true)) + defined("REAL", wide ? "double" : "float")
           + defined("LOAD(i)", source == DType::F16 ? "((REAL)vload_half(i, x))" : "((REAL)x[i])");
}

} // namespace xpu::opencl
