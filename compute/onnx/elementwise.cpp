#include "compute/onnx/lowering.h"
#include "core/task/expression.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace xpu::onnx {
namespace {

/// A number as an expression reads it back to the same float.
std::string literal(double value)
{
    std::array<char, 40> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<float>(value)).ptr;
    const std::string text(digits.data(), end);
    return value < 0 ? "(" + text + ")" : text;
}

std::string replaced(std::string text, std::string_view what, const std::string& by)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

/// Of one input; $a and $b are attributes with their defaults.
struct UnaryRow {
    std::string_view op;
    std::string_view expression;
    double alpha = 0;
    double beta = 0;
    std::string_view alphaName = "alpha";
    std::string_view betaName = "beta";
};
constexpr std::array kUnary = {
    UnaryRow{"Abs", "abs(x)"},
    UnaryRow{"Ceil", "ceil(x)"},
    UnaryRow{"Elu", "x < 0 ? $a * (exp(x) - 1) : x", 1},
    UnaryRow{"Exp", "exp(x)"},
    UnaryRow{"Floor", "floor(x)"},
    UnaryRow{"HardSigmoid", "max(min($a * x + $b, 1), 0)", 0.2, 0.5},
    UnaryRow{"LeakyRelu", "x < 0 ? $a * x : x", 0.01},
    UnaryRow{"Log", "log(x)"},
    UnaryRow{"Neg", "-x"},
    UnaryRow{"Reciprocal", "1 / x"},
    UnaryRow{"Relu", "max(x, 0)"},
    UnaryRow{"Selu", "x > 0 ? $b * x : $b * ($a * exp(x) - $a)", 1.6732631921768188,
             1.0507010221481323, "alpha", "gamma"},
    UnaryRow{"Sigmoid", "1 / (1 + exp(-x))"},
    UnaryRow{"Softplus", "max(x, 0) + log(1 + exp(-abs(x)))"},
    UnaryRow{"Softsign", "x / (1 + abs(x))"},
    UnaryRow{"Sqrt", "sqrt(x)"},
    UnaryRow{"Tanh", "tanh(x)"},
    UnaryRow{"ThresholdedRelu", "x > $a ? x : 0", 1},
};

/// Of two inputs; `several` = of any number, joined one after the other.
struct BinaryRow {
    std::string_view op;
    std::string_view expression;
    bool several = false;
};
constexpr std::array kBinary = {
    BinaryRow{"Add", "x + b"},           BinaryRow{"Div", "x / b"},
    BinaryRow{"Max", "max(x, b)", true}, BinaryRow{"Mean", "x + b", true},
    BinaryRow{"Min", "min(x, b)", true}, BinaryRow{"Mul", "x * b"},
    BinaryRow{"Pow", "x ^ b"},           BinaryRow{"PRelu", "x < 0 ? b * x : x"},
    BinaryRow{"Sub", "x - b"},           BinaryRow{"Sum", "x + b", true},
};

template <class Rows>
auto rowOf(const Rows& rows, std::string_view op)
{
    const auto found = std::ranges::find_if(rows, [op](const auto& row) { return row.op == op; });
    return found == rows.end() ? nullptr : &*found;
}

void lowerUnary(Lowering& l)
{
    const UnaryRow& row = *rowOf(kUnary, l.reader().node().op);
    std::string expression(row.expression);
    if (expression.find("$a") != std::string::npos)
        expression =
            replaced(expression, "$a", literal(l.reader().number(row.alphaName, row.alpha)));
    if (expression.find("$b") != std::string::npos)
        expression = replaced(expression, "$b", literal(l.reader().number(row.betaName, row.beta)));
    l.reader().ignore({"consumed_inputs"});
    l.setOutput(0, l.map(expression, {{"x", l.input(0)}}));
}

/// Before version 7 the smaller operand was told where its axes belong.
Value placed(Lowering& l, const Value& x, Value b)
{
    l.reader().ignore({"consumed_inputs"});
    const bool broadcast = l.reader().integer("broadcast", 0) != 0;
    if (l.opset() < 7 && l.reader().node().op == "PRelu" && b.spec.shape.rank == 1) {
        Shape channels = b.spec.shape;
        while (channels.rank + 1U < x.spec.shape.rank)
            channels.extent[channels.rank++] = 1;
        return Lowering::viewed(std::move(b), channels);
    }
    if (!l.reader().has("axis") || !broadcast)
        return b;
    const std::size_t axis = axisOf(l, l.reader().integer("axis", 0), x.spec.shape.rank);
    Shape shape = b.spec.shape;
    while (shape.rank + axis < x.spec.shape.rank && shape.rank < Shape::kMaxRank)
        shape.extent[shape.rank++] = 1;
    return Lowering::viewed(std::move(b), shape);
}

void lowerBinary(Lowering& l)
{
    const BinaryRow& row = *rowOf(kBinary, l.reader().node().op);
    if (row.several) {
        std::string expression = "x";
        Lowering::Inputs inputs{{"x", l.input(0)}};
        const std::size_t count = l.reader().node().inputs.size();
        if (count > Expression::kMaxNesting - 4) {
            l.refuseShape("it joins " + std::to_string(count) + " values");
            return;
        }
        for (std::size_t i = 1; i < count && !l.failed(); ++i) {
            const std::string name = "b" + std::to_string(i);
            inputs.emplace_back(name, l.input(i));
            std::string joined = replaced(std::string(row.expression), "x + b", "$x + $b");
            joined = replaced(joined, "x, b", "$x, $b");
            expression = replaced(replaced(joined, "$x", expression), "$b", name);
        }
        if (row.op == "Mean")
            expression = "(" + expression + ") / " + std::to_string(count);
        l.reader().ignore({"consumed_inputs"});
        l.setOutput(0, l.map(expression, inputs));
        return;
    }
    const Value x = l.input(0);
    l.setOutput(0, l.map(std::string(row.expression), {{"x", x}, {"b", placed(l, x, l.input(1))}}));
}

/// The bounds are attributes, constants or values of their own.
void lowerClip(Lowering& l)
{
    Lowering::Inputs inputs{{"x", l.input(0)}};
    std::string expression = "x";
    const auto bound = [&](std::string_view name, std::size_t i, std::string_view port,
                           std::string_view fn) {
        std::string limit;
        if (l.reader().has(name))
            limit = literal(l.reader().number(name, 0));
        else if (l.reader().hasInput(i)) {
            const Value value = l.input(i);
            const bool single = value.spec.shape.elements() == 1;
            const auto numbers = single ? l.numbersOf(value) : std::nullopt;
            if (numbers) {
                limit = literal(numbers->front());
            } else {
                limit = port;
                inputs.emplace_back(port, value);
            }
        }
        if (!limit.empty())
            expression = std::string(fn) + "(" + expression + ", " + limit + ")";
    };
    bound("min", 1, "low", "max");
    bound("max", 2, "high", "min");
    l.reader().ignore({"consumed_inputs"});
    l.setOutput(0, l.map(expression, inputs));
}

void lowerSoftmax(Lowering& l)
{
    Value x = l.input(0);
    if (!l.isFloat(x))
        return;
    const Shape shape = x.spec.shape;
    const bool oneAxis = l.opset() >= 13;
    const std::size_t axis = axisOf(l, l.reader().integer("axis", oneAxis ? -1 : 1), shape.rank);
    if (l.failed())
        return;
    std::int64_t along = static_cast<std::int64_t>(axis);
    if (!oneAxis) { // all axes from this one on are one row
        std::uint64_t rows = 1;
        std::uint64_t columns = 1;
        for (std::size_t i = 0; i < shape.rank; ++i)
            (i < axis ? rows : columns) *= shape[i];
        x = Lowering::viewed(std::move(x), {rows, columns});
        along = 1;
    }
    Value y = l.emit("softmax", {{"axis", along}}, {{"x", x}});
    l.setOutput(0, Lowering::viewed(std::move(y), shape));
}

struct Row {
    std::string_view op;
    NodeLowering lower;
};
constexpr std::array kOthers = {
    Row{"AveragePool", lowerPool},
    Row{"BatchNormalization", lowerBatchNormalization},
    Row{"Clip", lowerClip},
    Row{"Concat", lowerConcat},
    Row{"Constant", lowerConstant},
    Row{"Conv", lowerConv},
    Row{"Dropout", lowerIdentity},
    Row{"Flatten", lowerFlatten},
    Row{"Gather", lowerGather},
    Row{"Gemm", lowerGemm},
    Row{"GlobalAveragePool", lowerGlobalPool},
    Row{"GlobalMaxPool", lowerGlobalPool},
    Row{"Identity", lowerIdentity},
    Row{"MatMul", lowerMatMul},
    Row{"MaxPool", lowerPool},
    Row{"Reshape", lowerReshape},
    Row{"Shape", lowerShape},
    Row{"Softmax", lowerSoftmax},
    Row{"Squeeze", lowerSqueeze},
    Row{"Transpose", lowerTranspose},
    Row{"Unsqueeze", lowerUnsqueeze},
};

} // namespace

NodeLowering loweringOf(std::string_view op)
{
    if (rowOf(kUnary, op) != nullptr)
        return lowerUnary;
    if (rowOf(kBinary, op) != nullptr)
        return lowerBinary;
    const Row* row = rowOf(kOthers, op);
    return row == nullptr ? nullptr : row->lower;
}

} // namespace xpu::onnx
