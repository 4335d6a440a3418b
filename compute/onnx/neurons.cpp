#include "compute/onnx/lowering.h"

#include <algorithm>
#include <cmath>

namespace xpu::onnx {
namespace {

using Integers = std::vector<std::int64_t>;

/// How a window moves along one axis.
struct Axis {
    std::int64_t size = 1;
    std::int64_t stride = 1;
    std::int64_t dilation = 1;
    std::int64_t before = 0; ///< padding
    std::int64_t after = 0;
};

/// No picture is larger, and no sum of a few such numbers overflows.
bool isStep(std::int64_t value) { return value >= 1 && value <= std::int64_t{1} << 24; }

/// Whether [N, C, ...] has from one to `most` axes that a window moves along.
bool hasAxes(Lowering& l, const Value& x, std::size_t most)
{
    if (l.failed() || !l.isFloat(x))
        return false;
    if (x.spec.shape.rank > 2 && x.spec.shape.rank <= 2 + most)
        return true;
    l.refuseShape("windows move along one to " + std::to_string(most) + " axes here, not over "
                  + x.spec.text());
    return false;
}

std::span<const std::uint64_t> extentsOf(const Shape& shape)
{
    return {shape.extent.data() + 2, shape.rank - 2U};
}

/// One value for each axis; 1 where the node says nothing.
Integers perAxis(Lowering& l, std::string_view name, std::size_t axes)
{
    Integers values = l.reader().integers(name);
    if (values.empty())
        return Integers(axes, 1);
    if (values.size() == axes && std::ranges::all_of(values, isStep))
        return values;
    l.refuseAttribute(std::string(name));
    return Integers(axes, 1);
}

/// "same" makes as many results as there are strides.
void padAsNeeded(Axis& axis, std::uint64_t extent, bool moreBehind)
{
    const auto there = static_cast<std::int64_t>(extent);
    const std::int64_t results = (there + axis.stride - 1) / axis.stride;
    const std::int64_t reach = (results - 1) * axis.stride + (axis.size - 1) * axis.dilation + 1;
    const std::int64_t total = std::max<std::int64_t>(0, reach - there);
    axis.before = moreBehind ? total / 2 : total - total / 2;
    axis.after = total - axis.before;
}

void pad(Lowering& l, std::vector<Axis>& window, std::span<const std::uint64_t> extents)
{
    const std::string mode = l.reader().text("auto_pad", "NOTSET");
    const Integers pads = l.reader().integers("pads");
    if (mode == "SAME_UPPER" || mode == "SAME_LOWER") {
        for (std::size_t i = 0; i < window.size(); ++i)
            padAsNeeded(window[i], extents[i], mode == "SAME_UPPER");
        return;
    }
    if (mode != "NOTSET" && mode != "VALID")
        l.refuseAttribute("auto_pad");
    if (mode == "VALID" || pads.empty())
        return;
    const auto isPad = [](std::int64_t p) { return p == 0 || isStep(p); };
    if (pads.size() != 2 * window.size() || !std::ranges::all_of(pads, isPad)) {
        l.refuseAttribute("pads");
        return;
    }
    for (std::size_t i = 0; i < window.size(); ++i) {
        window[i].before = pads[i];
        window[i].after = pads[window.size() + i];
    }
}

std::vector<Axis> windowOf(Lowering& l, const Integers& size, const Shape& x)
{
    const Integers stride = perAxis(l, "strides", size.size());
    const Integers dilation = perAxis(l, "dilations", size.size());
    std::vector<Axis> window;
    for (std::size_t i = 0; i < size.size(); ++i)
        window.push_back({size[i], stride[i], dilation[i]});
    pad(l, window, extentsOf(x));
    return window;
}

/// Parameters of a window over pictures.
Params paramsOf(const Axis& h, const Axis& w)
{
    return {{"stride", Integers{h.stride, w.stride}},
            {"dilation", Integers{h.dilation, w.dilation}},
            {"pad", Integers{h.before, w.before, h.after, w.after}}};
}

/// A signal is a picture of one row.
Shape asPictures(const Shape& shape)
{
    return shape.rank == 3 ? Shape{shape[0], shape[1], 1, shape[2]} : shape;
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
    if (!hasAxes(l, x, 2) || !l.isFloat(w))
        return;
    const bool signal = x.spec.shape.rank == 3;
    if (w.spec.shape.rank != x.spec.shape.rank) {
        l.refuseShape("weights " + w.spec.text() + " for " + x.spec.text());
        return;
    }
    Integers size;
    for (const std::uint64_t extent : extentsOf(w.spec.shape))
        size.push_back(static_cast<std::int64_t>(extent));
    l.reader().ignore({"kernel_shape"});
    if (!std::ranges::all_of(size, isStep)) {
        l.refuseShape("weights " + w.spec.text());
        return;
    }
    std::vector<Axis> window = windowOf(l, size, x.spec.shape);
    if (signal)
        window.insert(window.begin(), Axis{});
    x = Lowering::viewed(std::move(x), asPictures(x.spec.shape));
    w = Lowering::viewed(std::move(w), asPictures(w.spec.shape));
    Params params = paramsOf(window[0], window[1]);
    params["groups"] = l.reader().integer("group", 1);
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
    if (!hasAxes(l, x, 3))
        return;
    const bool mean = reader.node().op == "AveragePool";
    const Shape shape = x.spec.shape;
    const std::size_t axes = shape.rank - 2U;
    const std::vector<Axis> window = windowOf(l, perAxis(l, "kernel_shape", axes), shape);
    reader.ignore({"storage_order"}); // of the places of the largest, which are not made
    if (reader.hasOutput(1)) {
        l.refuseShape("its second result is not made here");
        return;
    }
    Params common{{"fn", std::string(mean ? "mean" : "max")},
                  {"ceil", reader.integer("ceil_mode", 0) != 0}};
    if (mean)
        common["count_pad"] = reader.integer("count_include_pad", 0) != 0;
    const auto pool = [&](Value pictures, const Axis& h, const Axis& w, std::string_view suffix) {
        Params params = paramsOf(h, w);
        params.insert(common.begin(), common.end());
        params["size"] = Integers{h.size, w.size};
        return l.emit("pool2d", params, {{"x", std::move(pictures)}}, suffix);
    };
    if (axes < 3) {
        x = Lowering::viewed(std::move(x), asPictures(shape));
        Value y = pool(std::move(x), axes == 1 ? Axis{} : window[0], window.back(), {});
        if (axes == 1 && !l.failed())
            y = Lowering::viewed(y, {y.spec.shape[0], y.spec.shape[1], y.spec.shape[3]});
        return l.setOutput(0, y);
    }
    // Of solids first every slice, then across the slices: both are as one.
    const std::uint64_t slices = shape[1] * shape[2];
    x = Lowering::viewed(std::move(x), {shape[0], slices, shape[3], shape[4]});
    Value flat = pool(std::move(x), window[1], window[2], "slices");
    const std::uint64_t high = flat.spec.shape[2];
    const std::uint64_t wide = flat.spec.shape[3];
    flat = Lowering::viewed(std::move(flat), {shape[0], shape[1], shape[2], high * wide});
    const Value y = pool(std::move(flat), window[0], Axis{}, {});
    l.setOutput(0, Lowering::viewed(y, {shape[0], shape[1], y.spec.shape[2], high, wide}));
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
    const Value y = l.emit(
        "pool2d", {{"fn", std::string(mean ? "mean" : "max")}, {"size", Integers{0}}}, {{"x", x}});
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
