#include "tests/compute/operators/random_cases.h"

#include <array>

namespace xpu::tests {

/// Now and then an axis long enough for several passes of every kernel.
TensorSpec RandomCases::rows(std::span<const DType> types)
{
    TensorSpec spec{types[pick(types.size())], {}};
    if (pick(8) == 0) {
        spec.shape = {1 + pick(150'000)};
        return spec;
    }
    const std::uint64_t rank = pick(5);
    for (std::uint64_t i = 0; i < rank; ++i)
        spec.shape.extent[spec.shape.rank++] = rank > 2 ? extent() % 18 : extent();
    return spec;
}

Case RandomCases::alongAxis(double from, double to)
{
    static constexpr std::array kTypes = {DType::F32, DType::F32, DType::F64, DType::F16};
    Case c;
    const TensorSpec spec = rows(kTypes);
    const std::uint64_t rank = spec.shape.rank;
    c.inputs = {value("x", spec, from, to)};
    if (rank > 0 && pick(2) == 0)
        c.params["axis"] = static_cast<std::int64_t>(pick(2 * rank)) - static_cast<int>(rank);
    return c;
}

Case RandomCases::softmax() { return alongAxis(-10, 10); }

Case RandomCases::normalize()
{
    Case c = alongAxis(-1, 3);
    if (pick(2) == 0)
        c.params["eps"] = uniform(1e-6, 1);
    return c;
}

Case RandomCases::gemv()
{
    Case c;
    std::uint64_t m = extent();
    std::uint64_t k = extent();
    if (pick(6) == 0) // deep enough for partial sums
        (pick(2) == 0 ? m : k) = 1 + pick(2000) * extent();
    const DType type = pick(5) == 0 ? DType::F64 : DType::F32;
    const bool trans = pick(2) == 0;
    c.inputs = {value("a", {type, trans ? Shape{k, m} : Shape{m, k}}, -1, 1),
                value("x", {type, {k}}, -1, 1)};
    c.params["trans_a"] = trans;
    if (pick(2) == 0)
        c.params["alpha"] = uniform(-2, 2);
    return c;
}

} // namespace xpu::tests
