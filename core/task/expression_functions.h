#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace xpu {

/// A function of the expression language: its meaning for both precisions and in GLSL.
struct ExpressionFunction {
    std::string_view name;
    std::size_t arity = 1;
    double flops = 1; ///< rough cost in additions
    /// Works on whole blocks in place: a[i] = f(a[i], b[i], c[i]); b and c are null below arity 2, 3.
    void (*inFloat)(std::size_t count, float* a, const float* b, const float* c) = nullptr;
    void (*inDouble)(std::size_t count, double* a, const double* b, const double* c) = nullptr;
    std::string_view glsl; ///< pattern with $0, $1, $2 for the arguments
};

std::span<const ExpressionFunction> expressionFunctions();
/// GLSL definitions the patterns rely on.
std::string_view expressionGlslPrelude();
/// What makes OpenCL C understand them.
std::string_view expressionOpenclWords();

/// x ^ y in float, the same text as on the GPU.
float expressionPower(float x, float y);

} // namespace xpu
