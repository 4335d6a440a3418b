#include "core/task/expression.h"

#include "core/task/expression_functions.h"
#include "core/task/expression_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace xpu {
namespace {

// A block of every stack level stays in the first-level cache for common depths.
constexpr std::size_t kBlock = 256;

float power(float x, float y) { return expressionPower(x, y); }
double power(double x, double y) { return std::pow(x, y); }

template <class T, class F>
void combine(std::size_t n, T* a, const T* b, F f)
{
    for (std::size_t i = 0; i < n; ++i)
        a[i] = f(a[i], b[i]);
}

template <class T>
void select(std::size_t n, T* condition, const T* yes, const T* no)
{
    for (std::size_t i = 0; i < n; ++i)
        condition[i] = condition[i] != 0 ? yes[i] : no[i];
}

template <class T>
void callFunction(const ExpressionFunction& f, std::size_t n, T* a, const T* b, const T* c)
{
    if constexpr (std::is_same_v<T, float>)
        f.inFloat(n, a, b, c);
    else
        f.inDouble(n, a, b, c);
}

/// A float literal that GLSL and OpenCL C read back as exactly `value`.
std::string glslNumber(double value)
{
    if (std::isinf(static_cast<float>(value)))
        return "intBitsToFloat(0x7f800000)"; // a constant that only double can hold
    std::array<char, 40> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                   static_cast<float>(value), std::chars_format::scientific, 8)
                         .ptr;
    return std::string(digits.data(), end) + "f"; // a plain one is a double in OpenCL C
}

std::string fillPattern(std::string_view pattern, std::span<const std::string> arguments)
{
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '$')
            out += arguments[static_cast<std::size_t>(pattern[++i] - '0')];
        else
            out += pattern[i];
    }
    return out;
}

} // namespace

tl::expected<Expression, ExpressionError> Expression::parse(std::string_view text,
                                                            std::span<const std::string> inputs)
{
    return ExpressionParser(text, inputs).run();
}

std::vector<std::string_view> Expression::functionNames()
{
    std::vector<std::string_view> names;
    for (const ExpressionFunction& f : expressionFunctions())
        names.push_back(f.name);
    return names;
}

template <class T>
void Expression::evaluateBlocks(std::span<const T* const> inputs, std::size_t count, T* out) const
{
    std::vector<T> stack(stackDepth_ * kBlock);
    for (std::size_t begin = 0; begin < count; begin += kBlock) {
        const std::size_t n = std::min(kBlock, count - begin);
        T* top = stack.data(); // one past the topmost block
        for (const Code& code : code_)
            top = evaluateOne<T>(code, inputs, begin, n, top);
        std::copy_n(stack.data(), n, out + begin);
    }
}

template <class T>
T* Expression::evaluateOne(const Code& code, std::span<const T* const> inputs, std::size_t begin,
                           std::size_t n, T* top)
{
    T* const a = top - 2 * kBlock; // operands of a binary operation
    T* const b = top - kBlock;
    switch (code.op) {
    case Op::Constant:
        std::fill_n(top, n, static_cast<T>(code.constant));
        return top + kBlock;
    case Op::Input:
        std::copy_n(inputs[code.index] + begin, n, top);
        return top + kBlock;
    case Op::Negate:
        combine(n, b, b, [](T x, T) { return -x; });
        return top;
    case Op::Add:
        combine(n, a, b, [](T x, T y) { return x + y; });
        return b;
    case Op::Subtract:
        combine(n, a, b, [](T x, T y) { return x - y; });
        return b;
    case Op::Multiply:
        combine(n, a, b, [](T x, T y) { return x * y; });
        return b;
    case Op::Divide:
        combine(n, a, b, [](T x, T y) { return x / y; });
        return b;
    case Op::Power:
        combine(n, a, b, [](T x, T y) { return power(x, y); });
        return b;
    case Op::Less:
        combine(n, a, b, [](T x, T y) { return T(x < y ? 1 : 0); });
        return b;
    case Op::LessEqual:
        combine(n, a, b, [](T x, T y) { return T(x <= y ? 1 : 0); });
        return b;
    case Op::Greater:
        combine(n, a, b, [](T x, T y) { return T(x > y ? 1 : 0); });
        return b;
    case Op::GreaterEqual:
        combine(n, a, b, [](T x, T y) { return T(x >= y ? 1 : 0); });
        return b;
    case Op::Equal:
        combine(n, a, b, [](T x, T y) { return T(x == y ? 1 : 0); });
        return b;
    case Op::NotEqual:
        combine(n, a, b, [](T x, T y) { return T(x != y ? 1 : 0); });
        return b;
    case Op::Select:
        select(n, top - 3 * kBlock, a, b);
        return a;
    case Op::Call:
        break;
    }
    const ExpressionFunction& f = expressionFunctions()[code.index];
    T* const first = top - f.arity * kBlock;
    callFunction(f, n, first, first + kBlock, first + 2 * kBlock);
    return first + kBlock;
}

void Expression::evaluate(std::span<const float* const> inputs, std::size_t count, float* out) const
{
    evaluateBlocks<float>(inputs, count, out);
}

void Expression::evaluate(std::span<const double* const> inputs, std::size_t count,
                          double* out) const
{
    evaluateBlocks<double>(inputs, count, out);
}

/// One text for both languages, but for the words of the prelude.
std::string Expression::shaderText() const
{
    static constexpr std::array<std::string_view, 16> kPatterns = {"",
                                                                   "",
                                                                   "-$0",
                                                                   "$0 + $1",
                                                                   "$0 - $1",
                                                                   "$0 * $1",
                                                                   "$0 / $1",
                                                                   "xpu_pow($0, $1)",
                                                                   "($0 < $1 ? 1.0f : 0.0f)",
                                                                   "($0 <= $1 ? 1.0f : 0.0f)",
                                                                   "($0 > $1 ? 1.0f : 0.0f)",
                                                                   "($0 >= $1 ? 1.0f : 0.0f)",
                                                                   "($0 == $1 ? 1.0f : 0.0f)",
                                                                   "($0 != $1 ? 1.0f : 0.0f)",
                                                                   "($0 != 0.0f ? $1 : $2)",
                                                                   ""};
    std::string body;
    std::vector<std::string> stack;
    for (std::size_t i = 0; i < code_.size(); ++i) {
        const Code& code = code_[i];
        if (code.op == Op::Constant || code.op == Op::Input) {
            stack.push_back(code.op == Op::Input ? "x" + std::to_string(code.index)
                                                 : glslNumber(code.constant));
            continue;
        }
        const bool call = code.op == Op::Call;
        const ExpressionFunction* f = call ? &expressionFunctions()[code.index] : nullptr;
        const std::size_t operands =
            call ? f->arity : (code.op == Op::Negate ? 1 : (code.op == Op::Select ? 3 : 2));
        const std::span<const std::string> arguments(stack.data() + stack.size() - operands,
                                                     operands);
        // One statement per operation: long sums do not become deeply nested text.
        const std::string value = "t" + std::to_string(i);
        body +=
            "    precise float " + value + " = "
            + fillPattern(call ? f->glsl : kPatterns[static_cast<std::size_t>(code.op)], arguments)
            + ";\n";
        stack.resize(stack.size() - operands);
        stack.push_back(value);
    }
    std::string parameters;
    for (std::size_t i = 0; i < inputCount_; ++i)
        parameters += (i == 0 ? "float x" : ", float x") + std::to_string(i);
    return std::string(expressionGlslPrelude()) + "float xpu_map(" + parameters + ") {\n" + body
           + "    return " + stack.back() + ";\n}\n";
}

std::string Expression::glsl() const { return shaderText(); }

std::string Expression::openclC() const
{
    return std::string(expressionOpenclWords()) + shaderText();
}

} // namespace xpu
