#include "tests/compute/operators/naive_parts.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace xpu::tests {

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
