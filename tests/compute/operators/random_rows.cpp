#include "tests/compute/operators/random_cases.h"

#include <algorithm>
#include <array>
#include <limits>

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

/// Ties, and of floats what is not a number, has no end or no sign.
Case RandomCases::sort()
{
    static constexpr std::array kTypes = {DType::F32, DType::F32, DType::F64, DType::F16,
                                          DType::I8,  DType::U8,  DType::I16, DType::U16,
                                          DType::I32, DType::U32, DType::I64, DType::U64};
    static constexpr std::array kOdd = {std::numeric_limits<float>::quiet_NaN(),
                                        -std::numeric_limits<float>::quiet_NaN(),
                                        std::numeric_limits<float>::infinity(),
                                        -std::numeric_limits<float>::infinity(),
                                        -0.0F,
                                        0.0F};
    Case c;
    const TensorSpec spec = rows(kTypes);
    c.inputs = {value("x", spec, -100, 100)};
    if (spec.dtype == DType::F32 && spec.shape.elements() > 0) {
        auto block = HostBlock::allocate(spec.bytes()).value();
        std::ranges::copy(c.inputs[0].data->as<float>(), block->as<float>().begin());
        for (std::uint64_t i = pick(20); i-- > 0;)
            block->as<float>()[pick(*spec.shape.elements())] = kOdd[pick(kOdd.size())];
        c.inputs[0].data = std::move(block);
    }
    c.params["descending"] = pick(2) == 0;
    c.params["index"] = pick(2) == 0;
    return c;
}

/// Small axes of any length; one axis long enough for several passes or a large convolution.
Case RandomCases::fft()
{
    Case c;
    const std::uint64_t dims = 1 + pick(3);
    TensorSpec spec{DType::C64, {}};
    for (std::uint64_t axis = dims + pick(2); axis-- > 0;)
        spec.shape.extent[spec.shape.rank++] = dims == 1 ? extent() : extent() % 18;
    if (dims == 1 && pick(6) == 0)
        spec.shape.extent[spec.shape.rank - 1U] = 1 + pick(1500);
    if (pick(2) == 0)
        c.params["dims"] = static_cast<std::int64_t>(dims);
    c.params["inverse"] = pick(2) == 0;
    c.params["real"] = pick(2) == 0;
    const bool inverse = std::get<bool>(c.params["inverse"]);
    if (std::get<bool>(c.params["real"]) ? !inverse : pick(4) == 0)
        spec.dtype = DType::F32;
    const std::uint64_t half = spec.shape[spec.shape.rank - 1U];
    if (spec.dtype == DType::C64 && std::get<bool>(c.params["real"]) && half > 0)
        c.params["length"] = static_cast<std::int64_t>(2 * half - 1 - (half > 1 ? pick(2) : 0));
    c.inputs = {value("x", spec, -1, 1)};
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
