#include "compute/onnx/lowering.h"

#include <algorithm>
#include <numeric>

namespace xpu::onnx {
namespace {

/// Axes from an attribute or, in later versions, an input; nothing when none are given.
std::optional<std::vector<std::int64_t>> axesOf(Lowering& l)
{
    if (l.reader().has("axes"))
        return l.reader().integers("axes");
    if (!l.reader().hasInput(1))
        return std::nullopt;
    auto axes = l.integersOf(l.input(1));
    if (!axes)
        l.refuseShape("its axes are not known beforehand");
    return axes;
}

/// Steps have to know their shapes beforehand: where an input of the model decides over one, what
/// the model says of the result counts.
bool takesDeclaredShape(Lowering& l, const Value& x)
{
    if (!l.reader().hasInput(1) || l.integersOf(l.input(1)))
        return false;
    const auto shape = l.declaredShape();
    if (!shape || shape->elements() != x.spec.shape.elements())
        return false;
    l.reader().ignore({"allowzero"});
    l.setOutput(0, Lowering::viewed(x, *shape));
    return true;
}

std::vector<std::uint64_t> extentsOf(const Shape& shape)
{
    return {shape.extent.data(), shape.extent.data() + shape.rank};
}

std::uint64_t product(std::span<const std::uint64_t> extents)
{
    return std::accumulate(extents.begin(), extents.end(), std::uint64_t{1}, std::multiplies<>());
}

/// 0 stands for the extent that was there, -1 for what is left.
Shape wantedShape(Lowering& l, const Shape& from, const std::vector<std::int64_t>& wanted)
{
    const bool zeroIsZero = l.reader().integer("allowzero", 0) != 0;
    Shape shape;
    std::optional<std::size_t> open;
    std::uint64_t others = 1;
    if (wanted.size() > Shape::kMaxRank) {
        l.refuseShape("more than " + std::to_string(Shape::kMaxRank) + " axes");
        return shape;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        std::uint64_t extent = static_cast<std::uint64_t>(std::max<std::int64_t>(0, wanted[i]));
        if (wanted[i] == -1)
            open = i;
        else if (wanted[i] == 0 && !zeroIsZero)
            extent = i < from.rank ? from[i] : 0;
        shape.extent[shape.rank++] = extent;
        if (wanted[i] != -1 && __builtin_mul_overflow(others, extent, &others))
            others = 0;
    }
    if (open && others > 0)
        shape.extent[*open] = from.elements().value_or(0) / others;
    if (shape.elements() != from.elements())
        l.refuseShape(from.text() + " does not become " + shape.text());
    return shape;
}

void setViewed(Lowering& l, Value x, const Shape& shape)
{
    l.setOutput(0, Lowering::viewed(std::move(x), shape));
}

} // namespace

void lowerReshape(Lowering& l)
{
    const Value x = l.input(0);
    std::optional<std::vector<std::int64_t>> wanted = l.reader().integers("shape");
    if (!l.reader().has("shape"))
        wanted = l.integersOf(l.input(1));
    l.reader().ignore({"consumed_inputs"});
    if (!wanted && takesDeclaredShape(l, x))
        return;
    if (!wanted)
        l.refuseShape("its shape is not known beforehand");
    else
        setViewed(l, x, wantedShape(l, x.spec.shape, *wanted));
}

void lowerFlatten(Lowering& l)
{
    const Value x = l.input(0);
    const std::vector<std::uint64_t> extents = extentsOf(x.spec.shape);
    const std::int64_t wanted = l.reader().integer("axis", 1);
    const bool end = wanted == static_cast<std::int64_t>(extents.size());
    const std::size_t axis = end ? extents.size() : axisOf(l, wanted, extents.size());
    const std::span<const std::uint64_t> all(extents);
    if (!l.failed())
        setViewed(l, x, {product(all.first(axis)), product(all.subspan(axis))});
}

void lowerSqueeze(Lowering& l)
{
    const Value x = l.input(0);
    if (takesDeclaredShape(l, x))
        return;
    const auto axes = axesOf(l);
    std::vector<bool> gone(x.spec.shape.rank, false);
    for (std::size_t i = 0; i < gone.size(); ++i)
        gone[i] = !axes && x.spec.shape[i] == 1;
    if (axes)
        for (const std::int64_t axis : *axes) {
            const std::size_t at = axisOf(l, axis, gone.size());
            if (at < gone.size())
                gone[at] = true;
        }
    std::vector<std::uint64_t> extents;
    for (std::size_t i = 0; i < gone.size(); ++i)
        if (!gone[i])
            extents.push_back(x.spec.shape[i]);
        else if (x.spec.shape[i] != 1)
            l.refuseShape("axis " + std::to_string(i) + " of " + x.spec.shape.text()
                          + " has not one element");
    setViewed(l, x, shapeOf(extents));
}

void lowerUnsqueeze(Lowering& l)
{
    const Value x = l.input(0);
    if (takesDeclaredShape(l, x))
        return;
    const auto axes = axesOf(l);
    if (l.failed())
        return;
    const std::size_t rank = x.spec.shape.rank + (axes ? axes->size() : 0);
    if (!axes || rank > Shape::kMaxRank) {
        l.refuseShape("its axes do not fit");
        return;
    }
    std::vector<bool> isNew(rank, false);
    for (const std::int64_t axis : *axes) {
        const std::size_t at = axisOf(l, axis, rank);
        if (l.failed() || isNew[at]) {
            l.refuseShape("its axes do not fit");
            return;
        }
        isNew[at] = true;
    }
    std::vector<std::uint64_t> extents;
    std::size_t next = 0;
    for (const bool fresh : isNew)
        extents.push_back(fresh ? 1 : x.spec.shape[next++]);
    setViewed(l, x, shapeOf(extents));
}

/// What is the same as its input once a model is used and not trained.
void lowerIdentity(Lowering& l)
{
    l.reader().ignore({"ratio", "seed", "is_test", "consumed_inputs"});
    if (l.reader().hasOutput(1))
        l.refuseShape("its second result is not made here");
    if (l.reader().hasInput(2)) { // training_mode
        const auto training = l.numbersOf(l.input(2));
        if (!training || training->empty() || training->front() != 0)
            l.refuseShape("models are not trained here");
    }
    l.setOutput(0, l.input(0));
}

void lowerTranspose(Lowering& l)
{
    const Value x = l.input(0);
    const std::size_t rank = x.spec.shape.rank;
    std::vector<std::int64_t> axes = l.reader().integers("perm");
    if (!l.reader().has("perm"))
        for (std::size_t i = rank; i > 0; --i)
            axes.push_back(static_cast<std::int64_t>(i - 1));
    // Where only axes of one element move, the elements stay where they are.
    std::vector<std::int64_t> real;
    std::vector<std::uint64_t> extents;
    for (const std::int64_t axis : axes) {
        const std::size_t at = axisOf(l, axis, rank);
        if (l.failed())
            return;
        extents.push_back(x.spec.shape[at]);
        if (x.spec.shape[at] != 1)
            real.push_back(static_cast<std::int64_t>(at));
    }
    if (axes.size() == rank && std::ranges::is_sorted(real, std::less_equal<>()))
        return setViewed(l, x, shapeOf(extents));
    l.setOutput(0, l.emit("transpose", {{"axes", axes}}, {{"x", x}}));
}

void lowerConcat(Lowering& l)
{
    const std::size_t count = l.reader().node().inputs.size();
    std::optional<std::vector<std::int64_t>> joined = std::vector<std::int64_t>();
    Lowering::Inputs inputs;
    for (std::size_t i = 0; i < count && !l.failed(); ++i) {
        inputs.emplace_back(i == 0 ? "x" : "x" + std::to_string(i + 1), l.input(i));
        const auto integers = l.integersOf(inputs.back().second);
        if (!integers || inputs.back().second.spec.shape.rank != 1)
            joined.reset();
        else if (joined)
            joined->insert(joined->end(), integers->begin(), integers->end());
    }
    if (l.failed() || count == 0)
        return;
    const std::int64_t wanted = l.reader().integer("axis", 1);
    if (joined) {
        const Shape shape{joined->size()};
        return l.setOutput(0, l.known(std::move(*joined), shape));
    }
    const auto axis =
        static_cast<std::int64_t>(axisOf(l, wanted, inputs.front().second.spec.shape.rank));
    if (count == 1)
        return l.setOutput(0, inputs.front().second);
    l.setOutput(0, l.emit("concat", {{"axis", axis}}, inputs));
}

void lowerConstant(Lowering& l)
{
    NodeReader& reader = l.reader();
    if (const Tensor* tensor = reader.tensor("value")) {
        Value value;
        value.constant = tensor;
        value.spec = specOf(*tensor).value_or(TensorSpec());
        value.made = value.spec.shape;
        return l.setOutput(0, value);
    }
    if (reader.has("value_float"))
        return l.setOutput(0, l.constant({DType::F32, {}}, {reader.number("value_float", 0)}));
    if (reader.has("value_floats")) {
        const std::vector<double> values = reader.numbers("value_floats");
        return l.setOutput(0, l.constant({DType::F32, {values.size()}}, values));
    }
    if (reader.has("value_int"))
        return l.setOutput(0, l.known({reader.integer("value_int", 0)}, {}));
    if (reader.has("value_ints")) {
        const std::vector<std::int64_t> values = reader.integers("value_ints");
        return l.setOutput(0, l.known(values, {values.size()}));
    }
    l.refuseAttribute(reader.unread());
}

void lowerShape(Lowering& l)
{
    const Shape shape = l.input(0).spec.shape;
    const auto rank = static_cast<std::int64_t>(shape.rank);
    const auto bounded = [rank](std::int64_t i) {
        return std::clamp<std::int64_t>(i < 0 ? i + rank : i, 0, rank);
    };
    const std::int64_t start = bounded(l.reader().integer("start", 0));
    const std::int64_t end = bounded(l.reader().integer("end", rank));
    std::vector<std::int64_t> extents;
    for (std::int64_t i = start; i < end; ++i)
        extents.push_back(static_cast<std::int64_t>(shape[static_cast<std::size_t>(i)]));
    const Shape length{extents.size()};
    l.setOutput(0, l.known(std::move(extents), length));
}

/// Only of shapes: what exporters write where a program asked for one extent of an array.
void lowerGather(Lowering& l)
{
    const Value x = l.input(0);
    const Value at = l.input(1);
    const auto values = l.integersOf(x);
    const auto wanted = l.integersOf(at);
    if (!values || !wanted || x.spec.shape.rank != 1 || l.reader().integer("axis", 0) != 0) {
        l.refuse({}, {});
        return;
    }
    std::vector<std::int64_t> picked;
    const auto count = static_cast<std::int64_t>(values->size());
    for (std::int64_t i : *wanted) {
        i += i < 0 ? count : 0;
        if (i < 0 || i >= count) {
            l.refuseShape("there is no element " + std::to_string(i));
            return;
        }
        picked.push_back((*values)[static_cast<std::size_t>(i)]);
    }
    l.setOutput(0, l.known(std::move(picked), at.spec.shape));
}

} // namespace xpu::onnx
