#include "tests/compute/operators/naive_parts.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace xpu::tests {
namespace {

double half(std::uint16_t h)
{
    const int exponent = (h >> 10) & 31;
    const double mantissa = h & 1023;
    const double magnitude =
        exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25);
    return (h & 0x8000) != 0 ? -magnitude : magnitude;
}

} // namespace

double element(const Value& v, std::size_t i)
{
    switch (v.spec.dtype) {
    case DType::F16:
        return half(v.data->as<std::uint16_t>()[i]);
    case DType::F32:
        return static_cast<double>(v.data->as<float>()[i]);
    case DType::F64:
        return v.data->as<double>()[i];
    case DType::I8:
        return v.data->as<std::int8_t>()[i];
    case DType::U8:
        return v.data->as<std::uint8_t>()[i];
    case DType::I16:
        return v.data->as<std::int16_t>()[i];
    case DType::U16:
        return v.data->as<std::uint16_t>()[i];
    case DType::I32:
        return v.data->as<std::int32_t>()[i];
    case DType::U32:
        return v.data->as<std::uint32_t>()[i];
    default:
        return static_cast<double>(v.data->as<std::int64_t>()[i]);
    }
}

Grid::Grid(const Value& value)
    : height(static_cast<long>(value.spec.shape[0])),
      width(static_cast<long>(value.spec.shape[1])),
      channels(value.spec.shape.rank == 3 ? static_cast<long>(value.spec.shape[2]) : 1)
{
    for (std::size_t i = 0; i < value.spec.shape.elements().value(); ++i)
        values.push_back(element(value, i));
}

double Grid::at(long y, long x, long c) const
{
    return values[static_cast<std::size_t>((y * width + x) * channels + c)];
}

double Grid::clamped(long y, long x, long c) const
{
    return at(std::clamp(y, 0L, height - 1), std::clamp(x, 0L, width - 1), c);
}

double numberOr(const Case& c, const char* name, double otherwise)
{
    const auto found = c.params.find(name);
    if (found == c.params.end())
        return otherwise;
    if (const auto* i = std::get_if<std::int64_t>(&found->second))
        return static_cast<double>(*i);
    return std::get<double>(found->second);
}

double level(DType type, double v)
{
    if (type == DType::F32)
        return v;
    return std::clamp(std::floor(v + 0.5), 0.0, type == DType::U8 ? 255.0 : 65535.0);
}

} // namespace xpu::tests
