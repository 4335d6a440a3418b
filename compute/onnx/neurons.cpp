#include "compute/onnx/lowering.h"

#include <algorithm>
#include <cmath>

namespace xpu::onnx {
namespace {

using Integers = std::vector<std::int64_t>;

/// How a window moves over a picture; of signals with one axis, that axis is the picture's second.
struct Window {
    Integers size;
    Integers stride;
    Integers dilation;
    Integers pad; ///< top, left, bottom, right
};

/// Pictures for what has [N, C, W] or [N, C, H, W].
bool hasPictures(Lowering& l, const Value& x)
{
    if (l.failed() || !l.isFloat(x))
        return false;
    if (x.spec.shape.rank == 3 || x.spec.shape.rank == 4)
        return true;
    l.refuseShape("only windows over one or two axes are run, not over " + x.spec.text());
    return false;
}

Shape asPictures(const Shape& shape)
{
    return shape.rank == 3 ? Shape{shape[0], shape[1], 1, shape[2]} : shape;
}

/// One value for each axis of a picture.
Integers perAxis(Lowering& l, std::string_view name, bool signal)
{
    Integers values = l.reader().integers(name);
    if (values.empty())
        return {1, 1};
    if (signal)
        values.insert(values.begin(), 1);
    if (values.size() != 2 || values[0] < 1 || values[1] < 1) {
        l.refuseAttribute(std::string(name));
        return {1, 1};
    }
    return values;
}

/// Before and after each axis; "same" makes as many results as there are strides.
Integers padOf(Lowering& l, const Window& w, const Shape& pictures, bool signal)
{
    const std::string mode = l.reader().text("auto_pad", "NOTSET");
    Integers pads = l.reader().integers("pads");
    if (mode == "NOTSET") {
        if (pads.empty())
            return {0, 0, 0, 0};
        if (signal && pads.size() == 2)
            pads = {0, pads[0], 0, pads[1]};
        if (pads.size() != 4 || std::ranges::any_of(pads, [](auto p) { return p < 0; })) {
            l.refuseAttribute("pads");
            return {0, 0, 0, 0};
        }
        return pads;
    }
    Integers out(4, 0);
    if (mode == "VALID")
        return out;
    if (mode != "SAME_UPPER" && mode != "SAME_LOWER") {
        l.refuseAttribute("auto_pad");
        return out;
    }
    for (std::size_t i = 0; i < 2; ++i) {
        const auto extent = static_cast<std::int64_t>(pictures[2 + i]);
        const std::int64_t results = (extent + w.stride[i] - 1) / w.stride[i];
        const std::int64_t reach =
            (results - 1) * w.stride[i] + (w.size[i] - 1) * w.dilation[i] + 1;
        const std::int64_t total = std::max<std::int64_t>(0, reach - extent);
        const std::int64_t less = total / 2;
        out[i] = mode == "SAME_UPPER" ? less : total - less;
        out[2 + i] = total - out[i];
    }
    return out;
}

Window windowOf(Lowering& l, Integers size, const Shape& pictures, bool signal)
{
    Window w;
    w.size = std::move(size);
    w.stride = perAxis(l, "strides", signal);
    w.dilation = perAxis(l, "dilations", signal);
    w.pad = padOf(l, w, pictures, signal);
    return w;
}

/// What a normalization does to a channel: y = factor x + shift.
struct Normalization {
    std::vector<double> factor;
    std::vector<double> shift;
};

/// Nothing while its numbers are not constants of the model.
std::optional<Normalization> normalizationOf(Lowering& l, const Node& node)
{
    std::vector<std::vector<double>> numbers;
    for (std::size_t i = 1; i < 5 && i < node.inputs.size(); ++i)
        if (auto values = l.numbersNamed(node.inputs[i]))
            numbers.push_back(std::move(*values));
    const bool same = numbers.size() == 4 && std::ranges::all_of(numbers, [&](const auto& v) {
                          return v.size() == numbers.front().size();
                      });
    if (!same)
        return std::nullopt;
    NodeReader reader(node);
    const double epsilon = reader.number("epsilon", 1e-5);
    Normalization out;
    for (std::size_t c = 0; c < numbers[0].size(); ++c) {
        out.factor.push_back(numbers[0][c] / std::sqrt(numbers[3][c] + epsilon));
        out.shift.push_back(numbers[1][c] - numbers[2][c] * out.factor.back());
    }
    return out;
}

bool isInference(NodeReader& reader, std::int64_t opset)
{
    reader.ignore({"epsilon", "momentum", "consumed_inputs"});
    const bool trains =
        reader.integer("training_mode", 0) != 0 || (opset < 7 && reader.integer("is_test", 0) == 0);
    const bool everywhere = reader.integer("spatial", 1) != 0;
    reader.ignore({"is_test"});
    return !trains && everywhere && !reader.hasOutput(1);
}

/// The normalization that is all that happens to a convolution's result, taken into its weights.
const Node* normalizationBehind(Lowering& l, const Value& weights, Normalization& out)
{
    const Node* next = l.onlyReader();
    if (next == nullptr || next->op != "BatchNormalization" || !next->domain.empty()
        || weights.constant == nullptr || next->outputs.empty())
        return nullptr;
    NodeReader reader(*next);
    const auto found = normalizationOf(l, *next);
    const bool fits = isInference(reader, l.opset()) && reader.unread().empty() && found
                      && found->factor.size() == weights.spec.shape[0];
    if (!fits)
        return nullptr;
    out = *found;
    return next;
}

} // namespace

void lowerConv(Lowering& l)
{
    Value x = l.input(0);
    Value w = l.input(1);
    if (!hasPictures(l, x) || !l.isFloat(w))
        return;
    const bool signal = x.spec.shape.rank == 3;
    if (w.spec.shape.rank != x.spec.shape.rank) {
        l.refuseShape("weights " + w.spec.text() + " for " + x.spec.text());
        return;
    }
    x = Lowering::viewed(std::move(x), asPictures(x.spec.shape));
    w = Lowering::viewed(std::move(w), asPictures(w.spec.shape));
    const Integers size{static_cast<std::int64_t>(w.spec.shape[2]),
                        static_cast<std::int64_t>(w.spec.shape[3])};
    l.reader().ignore({"kernel_shape"});
    const Window window = windowOf(l, size, x.spec.shape, signal);
    const Params params{{"stride", window.stride},
                        {"pad", window.pad},
                        {"dilation", window.dilation},
                        {"groups", l.reader().integer("group", 1)}};
    std::optional<Value> bias;
    if (l.reader().hasInput(2))
        bias = l.input(2);
    Normalization normalization;
    const auto numbers = bias ? l.numbersOf(*bias) : std::nullopt;
    const Node* behind = bias && !numbers ? nullptr : normalizationBehind(l, w, normalization);
    if (behind != nullptr) {
        std::vector<double> shift = normalization.shift;
        for (std::size_t c = 0; numbers && c < shift.size() && c < numbers->size(); ++c)
            shift[c] += (*numbers)[c] * normalization.factor[c];
        w = l.scaled(w, normalization.factor);
        bias = l.constant({w.spec.dtype, {shift.size()}}, shift);
    }
    Lowering::Inputs inputs{{"x", x}, {"w", w}};
    if (bias)
        inputs.emplace_back("bias", *bias);
    Value y = l.emit("conv2d", params, inputs);
    if (signal && !l.failed())
        y = Lowering::viewed(y, {y.spec.shape[0], y.spec.shape[1], y.spec.shape[3]});
    l.setOutput(0, y);
    if (behind != nullptr && !l.failed()) {
        l.takeAlong(*behind);
        l.setNamed(behind->outputs.front(), y);
    }
}

void lowerPool(Lowering& l)
{
    NodeReader& reader = l.reader();
    Value x = l.input(0);
    if (!hasPictures(l, x))
        return;
    const bool mean = reader.node().op == "AveragePool";
    const bool signal = x.spec.shape.rank == 3;
    x = Lowering::viewed(std::move(x), asPictures(x.spec.shape));
    const Integers size = perAxis(l, "kernel_shape", signal);
    const Window window = windowOf(l, size, x.spec.shape, signal);
    reader.ignore({"storage_order"}); // of the places of the largest, which are not made
    if (reader.hasOutput(1)) {
        l.refuseShape("its second result is not made here");
        return;
    }
    Params params{{"fn", std::string(mean ? "mean" : "max")},
                  {"size", window.size},
                  {"stride", window.stride},
                  {"pad", window.pad},
                  {"dilation", window.dilation},
                  {"ceil", reader.integer("ceil_mode", 0) != 0}};
    if (mean)
        params["count_pad"] = reader.integer("count_include_pad", 0) != 0;
    Value y = l.emit("pool2d", params, {{"x", x}});
    if (signal && !l.failed())
        y = Lowering::viewed(y, {y.spec.shape[0], y.spec.shape[1], y.spec.shape[3]});
    l.setOutput(0, y);
}

void lowerGlobalPool(Lowering& l)
{
    Value x = l.input(0);
    if (l.failed() || !l.isFloat(x))
        return;
    const Shape shape = x.spec.shape;
    if (shape.rank < 3) {
        l.refuseShape("nothing to pool in " + x.spec.text());
        return;
    }
    std::uint64_t places = 1;
    Shape one = shape;
    for (std::size_t i = 2; i < shape.rank; ++i) {
        places *= shape[i];
        one.extent[i] = 1;
    }
    if (shape.rank != 4)
        x = Lowering::viewed(std::move(x), {shape[0], shape[1], 1, places});
    const bool mean = l.reader().node().op == "GlobalAveragePool";
    const Value y =
        l.emit("pool2d", {{"fn", std::string(mean ? "mean" : "max")}, {"size", std::int64_t{0}}},
               {{"x", x}});
    l.setOutput(0, Lowering::viewed(y, one));
}

void lowerBatchNormalization(Lowering& l)
{
    const Value x = l.input(0);
    if (!isInference(l.reader(), l.opset())) {
        l.refuseShape("models are not trained here");
        return;
    }
    const double epsilon = l.reader().number("epsilon", 1e-5);
    const auto normalization = normalizationOf(l, l.reader().node());
    if (l.failed())
        return;
    if (x.spec.shape.rank < 2) {
        l.refuseShape("no channels in " + x.spec.text());
        return;
    }
    Shape channels{x.spec.shape[1]};
    while (channels.rank + 1U < x.spec.shape.rank)
        channels.extent[channels.rank++] = 1;
    if (normalization && normalization->factor.size() == x.spec.shape[1]) {
        const TensorSpec spec{x.spec.dtype, channels};
        return l.setOutput(0, l.map("x * a + b", {{"x", x},
                                                  {"a", l.constant(spec, normalization->factor)},
                                                  {"b", l.constant(spec, normalization->shift)}}));
    }
    Lowering::Inputs inputs{{"x", x}};
    for (const auto& [port, i] : {std::pair{"a", 1U}, {"b", 2U}, {"m", 3U}, {"v", 4U}}) {
        const Value value = l.input(i);
        if (!l.failed() && value.spec.shape != Shape{x.spec.shape[1]})
            l.refuseShape(value.spec.text() + " for " + x.spec.text());
        inputs.emplace_back(port, Lowering::viewed(value, channels));
    }
    inputs.emplace_back("eps", l.constant({x.spec.dtype, {}}, {epsilon}));
    l.setOutput(0, l.map("a * (x - m) / sqrt(v + eps) + b", inputs));
}

} // namespace xpu::onnx
