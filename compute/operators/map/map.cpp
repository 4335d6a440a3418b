#include "compute/operators/map/map.h"

#include "compute/operators/convert.h"
#include "compute/operators/params.h"

#include <algorithm>
#include <optional>

namespace xpu::operators {
namespace {

constexpr std::size_t kChunk = 4096; // elements converted at a time; fits the second-level cache

bool isSingle(const TensorSpec& spec) { return spec.shape.elements() == 1; }

/// The shape that every position of all inputs fits; nothing when there is none.
std::optional<Shape> joined(const Shape& a, const Shape& b)
{
    Shape wide = a.rank >= b.rank ? a : b;
    const Shape& other = a.rank >= b.rank ? b : a;
    const std::size_t ahead = wide.rank - other.rank;
    for (std::size_t i = 0; i < other.rank; ++i) {
        std::uint64_t& extent = wide.extent[ahead + i];
        if (extent == 1)
            extent = other[i];
        else if (other[i] != 1 && other[i] != extent)
            return std::nullopt;
    }
    return wide;
}

/// The shape of the result; single elements have no say in it.
tl::expected<Shape, InferError> commonShape(std::span<const PortSpec> inputs)
{
    std::optional<Shape> common;
    const PortSpec* first = nullptr;
    for (const PortSpec& p : inputs) {
        if (isSingle(p.spec))
            continue;
        first = first == nullptr ? &p : first;
        common = common ? joined(*common, p.spec.shape) : p.spec.shape;
        if (!common)
            return badShape(p.name, first->spec.text() + " and " + p.spec.text());
    }
    return common ? *common : port(inputs, "x")->shape;
}

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    if (port(inputs, "x") == nullptr)
        return missingPort("x");
    TensorSpec y;
    for (const PortSpec& p : inputs) {
        if (p.spec.dtype == DType::C64)
            return badDType(p.name, "");
        if (!sizeIsSane(p.spec))
            return badShape(p.name, p.spec.text() + " is too large");
        if (p.spec.dtype == DType::F64)
            y.dtype = DType::F64;
    }
    const auto shape = commonShape(inputs);
    if (!shape)
        return tl::unexpected(shape.error());
    y.shape = *shape;
    if (!sizeIsSane(y))
        return badShape("x", y.text() + " is too large");
    if (const auto expression = mapExpression(inputs, params); !expression)
        return tl::unexpected(InferError{InferError::Kind::Expression, "expr",
                                         expression.error().what + " at position "
                                             + std::to_string(expression.error().position + 1)});
    return std::vector{y};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
               const Params& params)
{
    const auto expression = mapExpression(inputs, params);
    auto bytes = static_cast<double>(outputs[0].bytes().count);
    for (const PortSpec& p : inputs)
        bytes += static_cast<double>(p.spec.bytes().count);
    const auto elements = static_cast<double>(outputs[0].shape.elements().value_or(0));
    return {.flops = elements * (expression ? std::max(1.0, expression->flops()) : 1),
            .bytes = bytes,
            .temporary = Bytes()};
}

/// What has no rows of its own goes to every piece.
std::optional<Division> divide(std::span<const PortSpec> inputs, const Params&)
{
    const auto shape = commonShape(inputs);
    if (!shape || shape->rank == 0)
        return std::nullopt;
    Division division;
    division.rows = (*shape)[0];
    for (const PortSpec& p : inputs)
        division.whole.push_back(p.spec.shape.rank != shape->rank
                                 || p.spec.shape[0] != division.rows);
    return division;
}

void convertTo(DType type, const std::byte* data, std::size_t first, std::span<float> out)
{
    toFloat(type, data, first, out);
}

void convertTo(DType type, const std::byte* data, std::size_t first, std::span<double> out)
{
    toDouble(type, data, first, out);
}

/// One input seen chunk by chunk as T: in place where it already is, else converted.
template <class T>
class Column {
public:
    Column(const KernelInput& input, bool single, const Shape& result)
        : input_(&input), single_(single), spread_(spreadOf(input.spec.shape, result))
    {
        constexpr DType kOwn = std::is_same_v<T, float> ? DType::F32 : DType::F64;
        inPlace_ = !single && spread_.empty() && input.spec.dtype == kOwn;
        if (inPlace_)
            return;
        buffer_.resize(kChunk);
        if (single) {
            convertTo(input.spec.dtype, input.data, 0, std::span(buffer_).first(1));
            std::ranges::fill(buffer_, buffer_[0]);
        }
    }

    const T* at(std::size_t begin, std::size_t count)
    {
        if (inPlace_)
            return reinterpret_cast<const T*>(input_->data) + begin;
        if (!spread_.empty())
            gather(begin, count);
        else if (!single_)
            convertTo(input_->spec.dtype, input_->data, begin, std::span(buffer_).first(count));
        return buffer_.data();
    }

private:
    /// Elements of the last axis lie together, or are all the same one.
    void gather(std::size_t begin, std::size_t count)
    {
        const SpreadAxis& last = spread_.back();
        for (std::size_t done = 0; done < count;) {
            std::uint64_t rest = begin + done;
            const std::uint64_t inLast = rest % last.extent;
            std::uint64_t place = 0;
            for (std::size_t i = spread_.size(); i > 0; --i) {
                place += rest % spread_[i - 1].extent * spread_[i - 1].stride;
                rest /= spread_[i - 1].extent;
            }
            const auto run = static_cast<std::size_t>(
                std::min<std::uint64_t>(last.extent - inLast, count - done));
            const auto out = std::span(buffer_).subspan(done, run);
            convertTo(input_->spec.dtype, input_->data, place,
                      last.stride == 0 ? out.first(1) : out);
            if (last.stride == 0)
                std::ranges::fill(out, out[0]);
            done += run;
        }
    }

    const KernelInput* input_;
    bool single_;
    std::vector<SpreadAxis> spread_;
    bool inPlace_ = false;
    std::vector<T> buffer_;
};

template <class T>
bool runAs(const KernelCall& call, const Expression& expression, Slices& slices)
{
    const KernelOutput& y = call.outputs[0];
    const std::size_t total = y.spec.shape.elements().value_or(0);
    T* const out = reinterpret_cast<T*>(y.data);
    return slices.over(total, [&](std::size_t begin, std::size_t end) {
        std::vector<Column<T>> columns;
        for (const KernelInput& input : call.inputs)
            columns.emplace_back(input, isSingle(input.spec) && total != 1, y.spec.shape);
        std::vector<const T*> pointers(columns.size());
        for (std::size_t at = begin; at < end; at += kChunk) {
            const std::size_t count = std::min(kChunk, end - at);
            std::ranges::transform(columns, pointers.begin(),
                                   [&](Column<T>& c) { return c.at(at, count); });
            expression.evaluate(std::span<const T* const>(pointers), count, out + at);
        }
    });
}

Result<void> run(const KernelCall& call, Slices& slices)
{
    std::vector<PortSpec> ports;
    for (const KernelInput& input : call.inputs)
        ports.push_back({input.port, input.spec});
    const auto expression = mapExpression(ports, call.params);
    if (!expression)
        return fail(Errc::InvalidInput, "expr: " + expression.error().what);
    const bool wide = call.outputs[0].spec.dtype == DType::F64;
    const bool done =
        wide ? runAs<double>(call, *expression, slices) : runAs<float>(call, *expression, slices);
    if (!done)
        return fail(Errc::Cancelled, "map");
    return {};
}

} // namespace

tl::expected<Expression, ExpressionError> mapExpression(std::span<const PortSpec> inputs,
                                                        const Params& params)
{
    std::vector<std::string> names;
    for (const PortSpec& p : inputs)
        names.push_back(p.name);
    return Expression::parse(text(params, "expr").value_or(""), names);
}

std::vector<SpreadAxis> spreadOf(const Shape& input, const Shape& result)
{
    if (input == result || input.elements() == 1)
        return {};
    std::vector<SpreadAxis> axes; // the last first
    std::uint64_t stride = 1;
    for (std::size_t i = 0; i < result.rank; ++i) {
        const std::uint64_t extent = result[result.rank - 1U - i];
        const std::uint64_t own = i < input.rank ? input[input.rank - 1U - i] : 1;
        if (extent == 1)
            continue;
        const SpreadAxis axis{extent, own == 1 ? 0 : stride};
        const bool together = !axes.empty()
                              && axis.stride == axes.back().stride * axes.back().extent
                              && (axis.stride == 0) == (axes.back().stride == 0);
        if (together)
            axes.back().extent *= extent;
        else
            axes.push_back(axis);
        stride *= own;
    }
    std::ranges::reverse(axes);
    const bool same = axes.size() == 1 && axes[0].stride == 1;
    return same ? std::vector<SpreadAxis>() : axes;
}

BuiltinOperator map()
{
    OperatorInfo info;
    info.name = "map";
    info.inputs = {"x"};
    info.extraInputs = true;
    info.outputs = {"y"};
    info.params = {{.name = "expr", .type = ParamInfo::Type::Text, .required = true}};
    info.infer = infer;
    info.cost = cost;
    info.divide = divide;
    info.tolerance = {Tolerance::Kind::Ulps, 4};
    for (const int bits : {12, 18, 22})
        info.probes.push_back(
            {{{"x", {DType::F32, {std::uint64_t{1} << bits}}}}, {{"expr", "x * x + 1"}}});
    return {std::move(info), run};
}

} // namespace xpu::operators
