#include "compute/operators/convert.h"

#include "core/base/invariant.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace xpu::operators {
namespace {

template <class From, class To>
void convertFrom(const std::byte* data, std::size_t first, std::span<To> out)
{
    const From* source = reinterpret_cast<const From*>(data) + first;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<To>(source[i]);
}

template <class To>
void convertHalf(const std::byte* data, std::size_t first, std::span<To> out)
{
    const auto* source = reinterpret_cast<const std::uint16_t*>(data) + first;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = halfToFloat(source[i]);
}

template <class To>
void convert(DType type, const std::byte* data, std::size_t first, std::span<To> out)
{
    switch (type) {
    case DType::F16:
        return convertHalf(data, first, out);
    case DType::F32:
        return convertFrom<float>(data, first, out);
    case DType::F64:
        return convertFrom<double>(data, first, out);
    case DType::I8:
        return convertFrom<std::int8_t>(data, first, out);
    case DType::I16:
        return convertFrom<std::int16_t>(data, first, out);
    case DType::I32:
        return convertFrom<std::int32_t>(data, first, out);
    case DType::I64:
        return convertFrom<std::int64_t>(data, first, out);
    case DType::U8:
        return convertFrom<std::uint8_t>(data, first, out);
    case DType::U16:
        return convertFrom<std::uint16_t>(data, first, out);
    case DType::U32:
        return convertFrom<std::uint32_t>(data, first, out);
    case DType::U64:
        return convertFrom<std::uint64_t>(data, first, out);
    case DType::C64:
        break;
    }
    XPU_INVARIANT(false, "complex values have no real conversion");
}

template <class To>
void storeLevels(std::span<const float> values, To* out)
{
    constexpr auto kTop = static_cast<float>(std::numeric_limits<To>::max());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float rounded = std::floor(values[i] + 0.5F);
        const float low = rounded > 0 ? rounded : 0; // false for NaN
        out[i] = static_cast<To>(low < kTop ? low : kTop);
    }
}

} // namespace

float halfToFloat(std::uint16_t bits)
{
    const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000U) << 16;
    const std::uint32_t exponent = (bits >> 10) & 31U;
    const std::uint32_t mantissa = bits & 1023U;
    if (exponent == 31)
        return std::bit_cast<float>(sign | 0x7f800000U | (mantissa << 13));
    if (exponent != 0)
        return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
    const float tiny = static_cast<float>(mantissa) * 0x1p-24F;
    return sign != 0 ? -tiny : tiny;
}

void toFloat(DType type, const std::byte* data, std::size_t first, std::span<float> out)
{
    convert(type, data, first, out);
}

void toDouble(DType type, const std::byte* data, std::size_t first, std::span<double> out)
{
    convert(type, data, first, out);
}

void storeRounded(DType type, std::span<const float> values, std::byte* data, std::size_t first)
{
    switch (type) {
    case DType::F32:
        std::memcpy(data + first * sizeof(float), values.data(), values.size_bytes());
        return;
    case DType::U8:
        return storeLevels(values, reinterpret_cast<std::uint8_t*>(data) + first);
    case DType::U16:
        return storeLevels(values, reinterpret_cast<std::uint16_t*>(data) + first);
    default:
        break;
    }
    XPU_INVARIANT(false, "not a picture's dtype");
}

} // namespace xpu::operators
