#include "tests/compute/operators/random_cases.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace xpu::tests {

/// Any real dtype; now and then long enough for several passes of every kernel.
TensorSpec RandomCases::array()
{
    static constexpr std::array kTypes = {DType::F32, DType::F32, DType::F64, DType::U8,
                                          DType::U16, DType::I8,  DType::I16, DType::I32,
                                          DType::U32, DType::I64, DType::F16};
    TensorSpec spec{kTypes[pick(kTypes.size())], {}};
    if (pick(8) == 0) {
        spec.shape = {1 + pick(150'000)};
        return spec;
    }
    const std::uint64_t rank = pick(4);
    for (std::uint64_t i = 0; i < rank; ++i)
        spec.shape.extent[spec.shape.rank++] = rank > 2 ? extent() % 18 : extent();
    return spec;
}

/// What is only moved: of any width.
TensorSpec RandomCases::movable()
{
    TensorSpec spec = array();
    if (spec.dtype == DType::F16)
        spec.dtype = DType::U64;
    return spec;
}

Case RandomCases::concat()
{
    Case c;
    const TensorSpec first = movable();
    if (first.shape.rank == 0)
        return c; // refused, and drawn again
    const std::uint64_t axis = pick(first.shape.rank);
    const std::uint64_t count = 1 + pick(3);
    for (std::uint64_t i = 0; i < count; ++i) {
        TensorSpec spec = first;
        if (i > 0)
            spec.shape.extent[axis] = pick(9);
        c.inputs.push_back(value(i == 0 ? "x" : "b" + std::to_string(i), spec, 0, 100));
    }
    const auto rank = static_cast<std::int64_t>(first.shape.rank);
    c.params["axis"] = static_cast<std::int64_t>(axis) - (pick(2) == 0 ? rank : 0);
    return c;
}

Case RandomCases::reshape()
{
    Case c;
    const TensorSpec spec = movable();
    c.inputs = {value("x", spec, 0, 100)};
    std::vector<std::int64_t> shape{-1};
    if (spec.shape.rank > 1)
        shape.push_back(static_cast<std::int64_t>(spec.shape[pick(spec.shape.rank)]));
    c.params["shape"] = shape;
    return c;
}

Case RandomCases::transpose()
{
    Case c;
    TensorSpec spec = movable();
    if (spec.shape.rank == 3 && pick(2) == 0)
        spec.shape = {spec.shape[0], 2, spec.shape[1], 1, spec.shape[2] % 5};
    c.inputs = {value("x", spec, 0, 100)};
    if (pick(4) == 0)
        return c;
    std::vector<std::int64_t> axes(spec.shape.rank);
    std::iota(axes.begin(), axes.end(), 0);
    std::ranges::shuffle(axes, random_);
    c.params["axes"] = axes;
    return c;
}

Case RandomCases::scan()
{
    static constexpr std::array<const char*, 4> kFns = {"sum", "prod", "min", "max"};
    Case c;
    TensorSpec spec = array();
    const std::string fn = kFns[pick(4)];
    double from = -1;
    double to = 1;
    if (fn == "prod") { // neither overflow nor underflow, whose order would matter
        spec = {pick(4) == 0 ? DType::F64 : DType::F32, {1 + pick(40'000)}};
        from = 0.999;
        to = 1.001;
    }
    c.inputs = {value("x", spec, from, to)};
    c.params["fn"] = fn;
    return c;
}

Case RandomCases::histogram()
{
    Case c;
    c.inputs = {value("x", array(), -10, 270)};
    if (pick(4) != 0)
        c.params["bins"] = static_cast<std::int64_t>(1 + pick(pick(5) == 0 ? 9000 : 300));
    // Levels have a range of their own; all else is refused without one and drawn again.
    if (pick(2) == 0) {
        c.params["min"] = uniform(-20, 100);
        c.params["max"] = uniform(100, 300);
    }
    return c;
}

} // namespace xpu::tests
