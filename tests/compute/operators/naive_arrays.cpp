#include "tests/compute/operators/naive_parts.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace xpu::tests {

namespace {

/// The index of element i along every axis.
std::vector<std::uint64_t> indexOf(const Shape& shape, std::uint64_t i)
{
    std::vector<std::uint64_t> index(shape.rank);
    for (std::size_t a = shape.rank; a > 0; --a) {
        index[a - 1] = i % shape[a - 1];
        i /= shape[a - 1];
    }
    return index;
}

std::uint64_t placeOf(const Shape& shape, const std::vector<std::uint64_t>& index)
{
    std::uint64_t place = 0;
    for (std::size_t a = 0; a < shape.rank; ++a)
        place = place * shape[a] + index[a];
    return place;
}

} // namespace

std::vector<double> naiveConcat(const Case& c)
{
    const Shape& shape = c.outputs[0].shape;
    auto axis = std::get<std::int64_t>(c.params.at("axis"));
    axis += axis < 0 ? shape.rank : 0;
    std::vector<double> out;
    for (std::uint64_t i = 0; i < shape.elements().value(); ++i) {
        auto index = indexOf(shape, i);
        std::uint64_t& along = index[static_cast<std::size_t>(axis)];
        for (const Value& x : c.inputs) {
            const std::uint64_t extent = x.spec.shape[static_cast<std::size_t>(axis)];
            if (along < extent) {
                out.push_back(element(x, placeOf(x.spec.shape, index)));
                break;
            }
            along -= extent;
        }
    }
    return out;
}

std::vector<double> naiveReshape(const Case& c)
{
    std::vector<double> out;
    for (std::uint64_t i = 0; i < c.outputs[0].shape.elements().value(); ++i)
        out.push_back(element(c.inputs[0], i));
    return out;
}

std::vector<double> naiveTranspose(const Case& c)
{
    const Shape& from = c.inputs[0].spec.shape;
    const Shape& to = c.outputs[0].shape;
    std::vector<double> out;
    for (std::uint64_t i = 0; i < to.elements().value(); ++i) {
        const auto index = indexOf(to, i);
        std::vector<std::uint64_t> source(from.rank);
        for (std::size_t a = 0; a < from.rank; ++a) {
            const auto given = c.params.find("axes");
            const std::size_t axis = given == c.params.end()
                                         ? from.rank - 1U - a
                                         : static_cast<std::size_t>(
                                             std::get<std::vector<std::int64_t>>(given->second)[a]);
            source[axis] = index[a];
        }
        out.push_back(element(c.inputs[0], placeOf(from, source)));
    }
    return out;
}

std::vector<double> naiveScan(const Case& c)
{
    const Value& x = c.inputs[0];
    const std::string fn = std::get<std::string>(c.params.at("fn"));
    std::vector<double> out;
    for (std::size_t i = 0; i < x.spec.shape.elements().value(); ++i) {
        const double v = element(x, i);
        if (out.empty())
            out.push_back(v);
        else if (fn == "sum")
            out.push_back(out.back() + v);
        else if (fn == "prod")
            out.push_back(out.back() * v);
        else
            out.push_back(fn == "min" ? std::min(out.back(), v) : std::max(out.back(), v));
    }
    return out;
}

std::vector<double> naiveHistogram(const Case& c)
{
    const Value& x = c.inputs[0];
    const DType type = x.spec.dtype;
    const double bins = numberOr(c, "bins", 256);
    const bool isSigned = type == DType::I8 || type == DType::I16;
    const double levels = std::ldexp(1, static_cast<int>(8 * sizeOf(type)));
    const double low = numberOr(c, "min", isSigned ? -levels / 2 : 0);
    const double high = numberOr(c, "max", isSigned ? levels / 2 : levels);
    const bool narrow = sizeOf(type) <= 2 || type == DType::F32;
    std::vector<double> counts(static_cast<std::size_t>(bins));
    for (std::size_t i = 0; i < x.spec.shape.elements().value(); ++i) {
        const double v = element(x, i);
        // The definition says in which type: on an edge it matters.
        const auto from = static_cast<float>(low);
        const auto to = static_cast<float>(high);
        const auto scale = static_cast<float>(bins / (double(to) - double(from)));
        const double place = narrow ? double((static_cast<float>(v) - from) * scale)
                                    : (v - low) * (bins / (high - low));
        if (v >= (narrow ? double(from) : low) && v <= (narrow ? double(to) : high))
            ++counts[static_cast<std::size_t>(std::min(std::floor(place), bins - 1))];
    }
    return counts;
}

} // namespace xpu::tests
