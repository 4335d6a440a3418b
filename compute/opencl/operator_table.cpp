#include "compute/opencl/planners.h"

#include <algorithm>
#include <array>
#include <utility>

namespace xpu::opencl {

namespace {

constexpr std::array<std::pair<std::string_view, Planner>, 9> kPlanners{{
    {"concat", planConcat},
    {"gemm", planGemm},
    {"histogram", planHistogram},
    {"map", planMap},
    {"reduce", planReduce},
    {"reshape", planReshape},
    {"scan", planScan},
    {"stencil2d", planStencil},
    {"transpose", planTranspose},
}};

} // namespace

Planner plannerFor(std::string_view operatorName)
{
    const auto* const found =
        std::find_if(kPlanners.begin(), kPlanners.end(),
                     [&](const auto& row) { return row.first == operatorName; });
    return found == kPlanners.end() ? nullptr : found->second;
}

} // namespace xpu::opencl
