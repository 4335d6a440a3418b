#include "compute/vulkan/planners.h"

#include <algorithm>
#include <array>
#include <utility>

namespace xpu::vulkan {

namespace {

constexpr std::array<std::pair<std::string_view, Planner>, 20> kPlanners{{
    {"concat", planConcat},
    {"conv2d", planConv2d},
    {"fft", planFft},
    {"gemm", planGemm},
    {"gemv", planGemv},
    {"histogram", planHistogram},
    {"image.gauss", planGauss},
    {"image.median", planMedian},
    {"image.nlmeans", planNlmeans},
    {"image.resize", planResize},
    {"map", planMap},
    {"normalize", planNormalize},
    {"pool2d", planPool2d},
    {"reduce", planReduce},
    {"reshape", planReshape},
    {"scan", planScan},
    {"softmax", planSoftmax},
    {"sort", planSort},
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

} // namespace xpu::vulkan
