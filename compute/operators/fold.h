#pragma once

#include "core/device/tensor.h"

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>

namespace xpu::operators {

/// How `reduce` and `scan` join two values. A NaN on either side makes the result NaN.
enum class Fn { Sum, Min, Max, Prod };

/// What joins of elements of `x` are returned as: f32 for f16, f32 and integers of 8 and 16 bits,
/// else f64.
constexpr DType foldedType(DType x)
{
    switch (x) {
    case DType::F64:
    case DType::I32:
    case DType::U32:
    case DType::I64:
    case DType::U64:
        return DType::F64;
    default:
        return DType::F32;
    }
}

template <Fn fn>
constexpr double neutral()
{
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return fn == Fn::Sum ? 0 : fn == Fn::Prod ? 1 : fn == Fn::Min ? kInfinity : -kInfinity;
}

template <Fn fn>
double fold(double a, double b)
{
    if constexpr (fn == Fn::Sum)
        return a + b;
    else if constexpr (fn == Fn::Prod)
        return a * b;
    else if constexpr (fn == Fn::Min)
        return b < a || b != b ? b : a;
    else
        return b > a || b != b ? b : a;
}

template <Fn fn>
double foldRow(std::span<const double> row)
{
    constexpr std::size_t kLanes = 8; // independent sums, so that additions overlap
    std::array<double, kLanes> lanes{};
    lanes.fill(neutral<fn>());
    std::size_t i = 0;
    for (; i + kLanes <= row.size(); i += kLanes)
        for (std::size_t k = 0; k < kLanes; ++k)
            lanes[k] = fold<fn>(lanes[k], row[i + k]);
    for (; i < row.size(); ++i)
        lanes[0] = fold<fn>(lanes[0], row[i]);
    for (std::size_t k = 1; k < kLanes; ++k)
        lanes[0] = fold<fn>(lanes[0], lanes[k]);
    return lanes[0];
}

/// Calls run with the function of that name as an integral constant; other words mean the sum.
template <class Run>
auto withFn(std::string_view name, Run run)
{
    if (name == "min")
        return run(std::integral_constant<Fn, Fn::Min>{});
    if (name == "max")
        return run(std::integral_constant<Fn, Fn::Max>{});
    if (name == "prod")
        return run(std::integral_constant<Fn, Fn::Prod>{});
    return run(std::integral_constant<Fn, Fn::Sum>{});
}

} // namespace xpu::operators
