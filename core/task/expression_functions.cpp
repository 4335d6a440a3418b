#include "core/task/expression_functions.h"

#include "core/task/expression_math.h"

#include <array>
#include <cmath>
#include <string>

namespace xpu {
namespace {

namespace em = expression_math;

template <class T, auto f>
void unary(std::size_t count, T* a, const T*, const T*)
{
    for (std::size_t i = 0; i < count; ++i)
        a[i] = f(a[i]);
}

template <class T, auto f>
void binary(std::size_t count, T* a, const T* b, const T*)
{
    for (std::size_t i = 0; i < count; ++i)
        a[i] = f(a[i], b[i]);
}

template <class T>
T smaller(T a, T b)
{
    return b < a ? b : a;
}

template <class T>
T larger(T a, T b)
{
    return a < b ? b : a;
}

template <class T>
T stepAt(T edge, T x)
{
    return x < edge ? T(0) : T(1);
}

double signOf(double x) { return x > 0 ? 1.0 : (x < 0 ? -1.0 : 0.0); }

template <class T>
void clampBlock(std::size_t count, T* a, const T* b, const T* c)
{
    for (std::size_t i = 0; i < count; ++i)
        a[i] = smaller(larger(a[i], b[i]), c[i]);
}

template <double (*f)(double)>
constexpr auto kDouble = unary<double, [](double x) { return f(x); }>;

// The costs are operations per element of the float text; sine includes its range reduction.
constexpr std::array<ExpressionFunction, 24> kFunctions = {{
    {"sin", 1, 28, unary<float, em::xpu_sin>, kDouble<std::sin>, "xpu_sin($0)"},
    {"cos", 1, 28, unary<float, em::xpu_cos>, kDouble<std::cos>, "xpu_cos($0)"},
    {"tan", 1, 40, unary<float, em::xpu_tan>, kDouble<std::tan>, "xpu_tan($0)"},
    {"asin", 1, 34, unary<float, em::xpu_asin>, kDouble<std::asin>, "xpu_asin($0)"},
    {"acos", 1, 34, unary<float, em::xpu_acos>, kDouble<std::acos>, "xpu_acos($0)"},
    {"atan", 1, 30, unary<float, em::xpu_atan>, kDouble<std::atan>, "xpu_atan($0)"},
    {"atan2", 2, 36, binary<float, em::xpu_atan2>,
     binary<double, [](double a, double b) { return std::atan2(a, b); }>, "xpu_atan2($0, $1)"},
    {"sinh", 1, 26, unary<float, em::xpu_sinh>, kDouble<std::sinh>, "xpu_sinh($0)"},
    {"cosh", 1, 26, unary<float, em::xpu_cosh>, kDouble<std::cosh>, "xpu_cosh($0)"},
    {"tanh", 1, 36, unary<float, em::xpu_tanh>, kDouble<std::tanh>, "xpu_tanh($0)"},
    {"exp", 1, 20, unary<float, em::xpu_exp>, kDouble<std::exp>, "xpu_exp($0)"},
    {"log", 1, 26, unary<float, em::xpu_log>, kDouble<std::log>, "xpu_log($0)"},
    {"log2", 1, 30, unary<float, em::xpu_log2>, kDouble<std::log2>, "xpu_log2($0)"},
    {"sqrt", 1, 4, unary<float, em::sqrt>, kDouble<std::sqrt>, "sqrt($0)"},
    {"abs", 1, 1, unary<float, em::abs>, kDouble<std::fabs>, "abs($0)"},
    {"min", 2, 1, binary<float, smaller<float>>, binary<double, smaller<double>>,
     "($1 < $0 ? $1 : $0)"},
    {"max", 2, 1, binary<float, larger<float>>, binary<double, larger<double>>,
     "($0 < $1 ? $1 : $0)"},
    {"floor", 1, 1, unary<float, em::floor>, kDouble<std::floor>, "floor($0)"},
    {"ceil", 1, 1, unary<float, [](float x) { return std::ceil(x); }>, kDouble<std::ceil>,
     "ceil($0)"},
    {"round", 1, 1, unary<float, em::roundEven>, kDouble<std::nearbyint>, "roundEven($0)"},
    {"pow", 2, 70, binary<float, em::xpu_pow>,
     binary<double, [](double a, double b) { return std::pow(a, b); }>, "xpu_pow($0, $1)"},
    {"clamp", 3, 2, clampBlock<float>, clampBlock<double>, "xpu_clamp($0, $1, $2)"},
    {"step", 2, 1, binary<float, stepAt<float>>, binary<double, stepAt<double>>,
     "($1 < $0 ? 0.0f : 1.0f)"},
    {"sign", 1, 1, unary<float, em::sign>, unary<double, signOf>, "sign($0)"},
}};

} // namespace

std::span<const ExpressionFunction> expressionFunctions() { return kFunctions; }

std::string_view expressionGlslPrelude()
{
    // "precise" keeps a compiler from contracting or reordering what the CPU does not.
    static const std::string text =
        std::string(em::kExpText) + "\n" + em::kLogText + "\n" + em::kTrigText + "\n" + em::kArcText
        + "\n" + em::kHyperbolicText + "\n" + em::kPowText + "\n"
        + "float xpu_clamp(float x, float lo, float hi) { float y = x < lo ? lo : x; "
          "return hi < y ? hi : y; }\n";
    return text;
}

std::string_view expressionOpenclWords()
{
    // C has no conversions that look like calls, but macros that do.
    return "#define precise\n"
           "#define int(x) ((int)(x))\n"
           "#define uint(x) ((uint)(x))\n"
           "#define float(x) ((float)(x))\n"
           "#define floatBitsToInt(x) as_int(x)\n"
           "#define intBitsToFloat(x) as_float(x)\n"
           "#define abs(x) fabs(x)\n"
           "#define roundEven(x) rint(x)\n";
}

float expressionPower(float x, float y) { return em::xpu_pow(x, y); }

} // namespace xpu
