#include "compute/opencl/fold_text.h"

#include "compute/opencl/embedded_kernels.h"

namespace xpu::opencl {

std::string foldText(std::string_view fn, DType source, DType target)
{
    const int word = fn == "min" ? 1 : fn == "max" ? 2 : fn == "prod" ? 3 : 0;
    return elementText(source, true) + defined("Y", elementWord(target, true))
           + defined("FN", static_cast<std::uint64_t>(word)) + std::string(kernels::fold());
}

} // namespace xpu::opencl
