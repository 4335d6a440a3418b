#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xpu {

/// Where an expression is wrong and how.
struct ExpressionError {
    std::size_t position = 0; ///< bytes from the expression's start
    std::string what;         ///< "unknown name 'y'"
};

/// An element-wise expression of `map` and of kernel costs, compiled to postfix code.
///
/// Grammar, loosest first: `a ? b : c`, then `< <= > >= == !=` (1 or 0), then `+ -`, `* /`,
/// sign, `^` (right-associative, binds tighter than a sign on its left). Names are the inputs,
/// `pi` and `e`; a call is one of functionNames(). No side effects, both arms of ?: are computed.
/// Meaning where C and GLSL differ: min(a, b) is b < a ? b : a, max(a, b) is a < b ? b : a, round
/// takes halves to even, step(edge, x) is x < edge ? 0 : 1, clamp(x, lo, hi) is
/// min(max(x, lo), hi), a comparison with NaN is 0 (1 for !=), a NaN condition counts as true.
class Expression {
public:
    static constexpr std::size_t kMaxNesting = 64;
    static constexpr std::size_t kMaxOperations = 1024;

    /// @param inputs  names that may occur; evaluate takes their values in this order
    static tl::expected<Expression, ExpressionError> parse(std::string_view text,
                                                           std::span<const std::string> inputs);
    static std::vector<std::string_view> functionNames();

    /// Evaluates `count` elements; input i comes from inputs[i]. In float every function is the
    /// one of expression_math.h, the same text the GPU runs.
    void evaluate(std::span<const float* const> inputs, std::size_t count, float* out) const;
    void evaluate(std::span<const double* const> inputs, std::size_t count, double* out) const;

    /// GLSL 4.50: the functions it needs, then `float xpu_map(float x0, float x1, ...)`, one
    /// parameter per input in the order given to parse.
    std::string glsl() const;
    /// The same in OpenCL C.
    std::string openclC() const;

    /// Floating point operations per element, functions weighed by their cost.
    double flops() const { return flops_; }
    std::size_t inputCount() const { return inputCount_; }

private:
    friend class ExpressionParser;

    enum class Op : std::uint8_t {
        Constant,
        Input,
        Negate,
        Add,
        Subtract,
        Multiply,
        Divide,
        Power,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Equal,
        NotEqual,
        Select,
        Call
    };
    struct Code {
        Op op = Op::Constant;
        std::uint16_t index = 0; ///< input or function
        double constant = 0;
    };
    std::string shaderText() const;
    template <class T>
    void evaluateBlocks(std::span<const T* const> inputs, std::size_t count, T* out) const;
    /// Runs one code on the block stack that ends at `top`; returns the new end.
    template <class T>
    static T* evaluateOne(const Code& code, std::span<const T* const> inputs, std::size_t begin,
                          std::size_t n, T* top);

    std::vector<Code> code_;
    std::size_t inputCount_ = 0;
    std::size_t stackDepth_ = 0;
    double flops_ = 0;
};

} // namespace xpu
