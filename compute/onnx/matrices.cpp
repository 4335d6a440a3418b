#include "compute/onnx/lowering.h"

namespace xpu::onnx {
namespace {

std::uint64_t leading(const Shape& shape)
{
    std::uint64_t count = 1;
    for (std::size_t i = 0; i + 2 < shape.rank; ++i)
        count *= shape[i];
    return count;
}

/// A vector on the left is a row, one on the right a column.
Value asMatrix(const Value& value, bool left)
{
    if (value.spec.shape.rank != 1)
        return value;
    const std::uint64_t n = value.spec.shape[0];
    return Lowering::viewed(value, left ? Shape{1, n} : Shape{n, 1});
}

/// Extents of the product: the batch's, then the matrix's without the axes that vectors lack.
Shape productShape(const Value& a, const Value& b)
{
    const Shape& left = a.spec.shape;
    const Shape& right = b.spec.shape;
    const Shape& batch = left.rank > 2 ? left : right;
    Shape shape;
    for (std::size_t i = 0; i + 2 < batch.rank; ++i)
        shape.extent[shape.rank++] = batch[i];
    if (left.rank > 1)
        shape.extent[shape.rank++] = left[left.rank - 2U];
    if (right.rank > 1)
        shape.extent[shape.rank++] = right[right.rank - 1U];
    return shape;
}

} // namespace

void lowerMatMul(Lowering& l)
{
    const Value left = l.input(0);
    const Value right = l.input(1);
    if (l.failed() || !l.isFloat(left) || !l.isFloat(right))
        return;
    Value a = asMatrix(left, true);
    Value b = asMatrix(right, false);
    const Shape& sa = a.spec.shape;
    const Shape& sb = b.spec.shape;
    if (sa.rank < 2 || sb.rank < 2) {
        l.refuseShape("no product of " + left.spec.text() + " and " + right.spec.text());
        return;
    }
    const std::uint64_t m = sa[sa.rank - 2U];
    const std::uint64_t k = sa[sa.rank - 1U];
    const std::uint64_t n = sb[sb.rank - 1U];
    const Shape shape = productShape(left, right);
    const bool sameBatch =
        sa.rank == sb.rank
        && std::equal(sa.extent.data(), sa.extent.data() + sa.rank - 2, sb.extent.data());
    if (leading(sb) == 1 && (sa.rank >= sb.rank || sb.rank == 2)) { // one matrix for all rows
        const Shape rows{leading(sa) * m, k};
        b = Lowering::viewed(std::move(b), {sb[sb.rank - 2U], n});
        a = Lowering::viewed(std::move(a), rows);
    } else if (sameBatch) {
        const Shape batchA{leading(sa), m, k};
        const Shape batchB{leading(sb), sb[sb.rank - 2U], n};
        a = Lowering::viewed(std::move(a), batchA);
        b = Lowering::viewed(std::move(b), batchB);
    } else {
        l.refuseShape("no product of " + left.spec.text() + " and " + right.spec.text());
        return;
    }
    Value c = l.emit("gemm", {}, {{"a", a}, {"b", b}});
    l.setOutput(0, Lowering::viewed(std::move(c), shape));
}

void lowerGemm(Lowering& l)
{
    NodeReader& reader = l.reader();
    const Value a = l.input(0);
    const Value b = l.input(1);
    const double alpha = reader.number("alpha", 1);
    const double beta = reader.number("beta", 1);
    Params params;
    if (reader.integer("transA", 0) != 0)
        params["trans_a"] = true;
    if (reader.integer("transB", 0) != 0)
        params["trans_b"] = true;
    if (alpha != 1)
        params["alpha"] = alpha;
    reader.ignore({"broadcast"});
    if (l.failed() || !l.isFloat(a) || !l.isFloat(b))
        return;
    if (!reader.hasInput(2) || beta == 0)
        return l.setOutput(0, l.emit("gemm", params, {{"a", a}, {"b", b}}));
    const Value c = l.input(2);
    const std::size_t row = params.contains("trans_a") ? 1 : 0;
    const std::size_t column = params.contains("trans_b") ? 0 : 1;
    if (c.spec.shape == Shape{a.spec.shape[row], b.spec.shape[column]}) {
        params["beta"] = beta;
        return l.setOutput(0, l.emit("gemm", params, {{"a", a}, {"b", b}, {"c0", c}}));
    }
    const Value product = l.emit("gemm", params, {{"a", a}, {"b", b}});
    const std::string scaled = beta == 1 ? "b" : "beta * b";
    Lowering::Inputs inputs{{"x", product}, {"b", c}};
    if (beta != 1)
        inputs.emplace_back("beta", l.constant({a.spec.dtype, {}}, {beta}));
    const Value sum = l.map("x + " + scaled, inputs, "bias");
    if (!l.failed() && sum.spec.shape != product.spec.shape)
        l.refuseShape(c.spec.text() + " does not fit " + product.spec.text());
    l.setOutput(0, sum);
}

} // namespace xpu::onnx
