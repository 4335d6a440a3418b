#include "tests/compute/operators/random_cases.h"

#include <array>

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
