#include "core/device/tensor.h"

#include "core/base/invariant.h"

namespace xpu {
namespace {

struct DTypeRow {
    DType type;
    std::string_view name;
    std::size_t size;
};

constexpr std::array<DTypeRow, 12> kDTypes = {{
    {DType::F16, "f16", 2},
    {DType::F32, "f32", 4},
    {DType::F64, "f64", 8},
    {DType::I8, "i8", 1},
    {DType::I16, "i16", 2},
    {DType::I32, "i32", 4},
    {DType::I64, "i64", 8},
    {DType::U8, "u8", 1},
    {DType::U16, "u16", 2},
    {DType::U32, "u32", 4},
    {DType::U64, "u64", 8},
    {DType::C64, "c64", 8},
}};

const DTypeRow& row(DType type) { return kDTypes[static_cast<std::size_t>(type)]; }

} // namespace

std::size_t sizeOf(DType type) { return row(type).size; }

std::string_view nameOf(DType type) { return row(type).name; }

std::optional<DType> dtypeFromName(std::string_view name)
{
    for (const DTypeRow& r : kDTypes)
        if (r.name == name)
            return r.type;
    return std::nullopt;
}

Shape::Shape(std::initializer_list<std::uint64_t> extents)
{
    XPU_INVARIANT(extents.size() <= kMaxRank, "more dimensions than a Shape holds");
    for (const std::uint64_t e : extents)
        extent[rank++] = e;
}

std::optional<std::uint64_t> Shape::elements() const
{
    std::uint64_t product = 1;
    for (std::size_t i = 0; i < rank; ++i)
        if (__builtin_mul_overflow(product, extent[i], &product))
            return std::nullopt;
    return product;
}

std::string Shape::text() const
{
    std::string out = "[";
    for (std::size_t i = 0; i < rank; ++i) {
        if (i > 0)
            out += ", ";
        out += std::to_string(extent[i]);
    }
    return out + "]";
}

Bytes TensorSpec::bytes() const
{
    const auto count = shape.elements();
    XPU_INVARIANT(count && *count <= UINT64_MAX / sizeOf(dtype), "tensor size overflows");
    return Bytes(*count * sizeOf(dtype));
}

std::string TensorSpec::text() const { return std::string(nameOf(dtype)) + " " + shape.text(); }

} // namespace xpu
