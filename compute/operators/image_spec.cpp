#include "compute/operators/image_spec.h"

#include <array>

namespace xpu::operators {

ImageExtent ImageExtent::of(const Shape& shape)
{
    return {shape[0], shape[1], shape.rank == 3 ? shape[2] : 1};
}

tl::expected<TensorSpec, InferError> imagePort(std::span<const PortSpec> inputs,
                                               std::string_view name)
{
    const TensorSpec* found = port(inputs, name);
    if (found == nullptr)
        return missingPort(std::string(name));
    const TensorSpec& x = *found;
    if (x.dtype != DType::U8 && x.dtype != DType::U16 && x.dtype != DType::F32)
        return badDType(std::string(name), x.dtype == DType::C64 ? "" : "map");
    if (x.shape.rank != 2 && x.shape.rank != 3)
        return badShape(std::string(name), x.text() + " is no picture [H, W, C]");
    const std::uint64_t channels = ImageExtent::of(x.shape).channels;
    if (channels != 1 && channels != 3 && channels != 4)
        return badShape(std::string(name), x.text() + " has not 1, 3 or 4 channels");
    if (!sizeIsSane(x))
        return badShape(std::string(name), x.text() + " is too large");
    return x;
}

std::vector<ProbeCase> imageProbes(const Params& params, Neighbours neighbours)
{
    static constexpr std::array<std::array<std::uint64_t, 2>, 3> kFew = {
        {{64, 64}, {512, 512}, {1536, 1024}}};
    static constexpr std::array<std::array<std::uint64_t, 2>, 3> kMany = {
        {{48, 48}, {160, 160}, {448, 448}}};
    std::vector<ProbeCase> all;
    for (const auto& [height, width] : neighbours == Neighbours::Few ? kFew : kMany)
        all.push_back({{{"x", {DType::U8, {height, width, 3}}}}, params});
    return all;
}

} // namespace xpu::operators
