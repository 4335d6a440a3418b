#include "compute/kernels/comparison.h"

#include "core/wording/quantity_text.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace xpu::kernels {
namespace {

double halfValue(std::uint16_t bits)
{
    const int exponent = bits >> 10U & 31U;
    const double fraction = bits & 1023U;
    const double sign = (bits & 0x8000U) != 0 ? -1 : 1;
    if (exponent == 31)
        return fraction == 0 ? sign * INFINITY : NAN;
    return exponent == 0 ? sign * std::ldexp(fraction, -24)
                         : sign * std::ldexp(1024 + fraction, exponent - 25);
}

template <class T>
double valueAt(std::span<const std::byte> bytes, std::size_t i)
{
    T value;
    std::memcpy(&value, bytes.data() + i * sizeof value, sizeof value);
    return static_cast<double>(value);
}

using ReadAt = double (*)(std::span<const std::byte>, std::size_t);

ReadAt readerOf(DType type)
{
    switch (type) {
    case DType::F16:
        return [](std::span<const std::byte> bytes, std::size_t i) {
            std::uint16_t bits = 0;
            std::memcpy(&bits, bytes.data() + i * 2, 2);
            return halfValue(bits);
        };
    case DType::F32:
    case DType::C64:
        return valueAt<float>;
    case DType::F64:
        return valueAt<double>;
    case DType::I8:
        return valueAt<std::int8_t>;
    case DType::I16:
        return valueAt<std::int16_t>;
    case DType::I32:
        return valueAt<std::int32_t>;
    case DType::I64:
        return valueAt<std::int64_t>;
    case DType::U8:
        return valueAt<std::uint8_t>;
    case DType::U16:
        return valueAt<std::uint16_t>;
    case DType::U32:
        return valueAt<std::uint32_t>;
    case DType::U64:
        break;
    }
    return valueAt<std::uint64_t>;
}

} // namespace

std::optional<std::string> difference(const TensorSpec& spec, std::span<const std::byte> one,
                                      std::span<const std::byte> other, double tolerance)
{
    const ReadAt at = readerOf(spec.dtype);
    const std::size_t unit = spec.dtype == DType::C64 ? 4 : xpu::sizeOf(spec.dtype);
    const std::size_t count = std::min(one.size(), other.size()) / unit;
    double largest = 0;
    for (std::size_t i = 0; i < count; ++i)
        if (const double v = std::abs(at(other, i)); std::isfinite(v))
            largest = std::max(largest, v);
    double worst = 0;
    std::size_t where = count;
    for (std::size_t i = 0; i < count; ++i) {
        const double a = at(one, i);
        const double b = at(other, i);
        if (a == b || (std::isnan(a) && std::isnan(b)))
            continue;
        const double scale = std::max({std::abs(a), std::abs(b), largest * 1e-3, 1e-300});
        double apart = std::abs(a - b) / scale;
        if (!std::isfinite(apart))
            apart = INFINITY;
        if (apart > tolerance && (where == count || apart > worst)) {
            worst = apart;
            where = i;
        }
    }
    if (where == count)
        return std::nullopt;
    return "element " + std::to_string(where) + " is " + wording::number(at(one, where)) + " and "
           + wording::number(at(other, where));
}

} // namespace xpu::kernels
