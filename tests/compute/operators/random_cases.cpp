#include "tests/compute/operators/random_cases.h"

#include "compute/operators/catalog.h"

#include <array>
#include <cmath>
#include <map>

namespace xpu::tests {
namespace {

template <class T>
void fill(HostBlock& block, auto draw)
{
    for (T& v : block.as<T>())
        v = static_cast<T>(draw());
}

/// What an f16 of this small whole number looks like; enough to feed the conversions.
std::uint16_t halfOf(double small)
{
    const auto whole = static_cast<int>(std::abs(small)) % 2048;
    if (whole == 0)
        return 0;
    const int exponent = std::ilogb(whole);
    const auto mantissa = static_cast<int>(std::ldexp(whole, 10 - exponent)) - 1024;
    return static_cast<std::uint16_t>(((exponent + 15) << 10) | mantissa);
}

} // namespace

std::string Case::text() const
{
    std::string out = op->name;
    for (const Value& v : inputs)
        out += " " + v.port + "=" + v.spec.text();
    for (const auto& [name, value] : params) {
        out += " " + name + "=";
        if (const auto* s = std::get_if<std::string>(&value))
            out += *s;
        else if (const auto* d = std::get_if<double>(&value))
            out += std::to_string(*d);
        else if (const auto* i = std::get_if<std::int64_t>(&value))
            out += std::to_string(*i);
        else if (const auto* list = std::get_if<std::vector<double>>(&value))
            out += std::to_string(list->size()) + " numbers";
        else if (const auto* b = std::get_if<bool>(&value))
            out += *b ? "true" : "false";
    }
    return out;
}

Case RandomCases::next()
{
    while (true) {
        Case c = draw();
        c.op = operators::BuiltinCatalog::instance().find(op_);
        std::vector<PortSpec> ports;
        for (const Value& v : c.inputs)
            ports.push_back({v.port, v.spec});
        const auto outputs = c.op->infer(ports, c.params);
        if (!outputs)
            continue; // min of nothing and the like
        c.outputs = *outputs;
        return c;
    }
}

Case RandomCases::draw()
{
    using Draw = Case (RandomCases::*)();
    static const std::map<std::string, Draw> kDraws = {
        {"conv2d", &RandomCases::conv2d},
        {"pool2d", &RandomCases::pool2d},
        {"fft", &RandomCases::fft},
        {"gemm", &RandomCases::gemm},
        {"gemv", &RandomCases::gemv},
        {"histogram", &RandomCases::histogram},
        {"image.gauss", &RandomCases::gauss},
        {"image.resize", &RandomCases::resize},
        {"map", &RandomCases::map},
        {"normalize", &RandomCases::normalize},
        {"reduce", &RandomCases::reduce},
        {"scan", &RandomCases::scan},
        {"softmax", &RandomCases::softmax},
        {"image.median", &RandomCases::median},
        {"image.nlmeans", &RandomCases::nlmeans},
        {"sort", &RandomCases::sort},
        {"stencil2d", &RandomCases::stencil},
        {"concat", &RandomCases::concat},
        {"reshape", &RandomCases::reshape},
        {"transpose", &RandomCases::transpose},
    };
    return (this->*kDraws.at(op_))();
}

std::uint64_t RandomCases::pick(std::uint64_t below) { return random_() % below; }

double RandomCases::uniform(double from, double to)
{
    return from + (to - from) * static_cast<double>(random_() >> 11) * 0x1p-53;
}

std::uint64_t RandomCases::extent()
{
    static constexpr std::array<std::uint64_t, 14> kExtents = {0,  1,  1,  2,  3,  5,  7,
                                                               16, 17, 31, 33, 64, 65, 129};
    return kExtents[pick(kExtents.size())];
}

TensorSpec RandomCases::picture()
{
    static constexpr std::array kTypes = {DType::U8, DType::U8, DType::U16, DType::F32};
    static constexpr std::array<std::uint64_t, 3> kChannels = {1, 3, 4};
    TensorSpec spec{kTypes[pick(4)], {extent(), extent()}};
    if (pick(4) != 0)
        spec.shape.extent[spec.shape.rank++] = kChannels[pick(3)];
    return spec;
}

Value RandomCases::value(std::string port, TensorSpec spec, double from, double to)
{
    auto block = HostBlock::allocate(spec.bytes()).value();
    const auto real = [&] { return uniform(from, to); };
    const auto level = [&] { return pick(256); };
    switch (spec.dtype) {
    case DType::F16:
        fill<std::uint16_t>(*block, [&] { return halfOf(real()); });
        break;
    case DType::F32:
    case DType::C64:
        fill<float>(*block, real);
        break;
    case DType::F64:
        fill<double>(*block, real);
        break;
    case DType::U16:
        fill<std::uint16_t>(*block, [&] { return pick(65536); });
        break;
    case DType::I8:
        fill<std::int8_t>(*block, level);
        break;
    case DType::I16:
        fill<std::int16_t>(*block, level);
        break;
    case DType::I32:
        fill<std::int32_t>(*block, level);
        break;
    case DType::I64:
        fill<std::int64_t>(*block, level);
        break;
    case DType::U32:
        fill<std::uint32_t>(*block, level);
        break;
    case DType::U64:
        fill<std::uint64_t>(*block, level);
        break;
    default:
        fill<std::uint8_t>(*block, level);
        break;
    }
    return {std::move(port), spec, std::move(block)};
}

Case RandomCases::gauss()
{
    Case c;
    c.inputs = {value("x", picture(), 0, 255)};
    c.params["sigma"] = std::pow(10.0, uniform(-1, 1));
    return c;
}

Case RandomCases::resize()
{
    Case c;
    c.inputs = {value("x", picture(), 0, 255)};
    const auto target = [&] { return static_cast<std::int64_t>(1 + pick(100)); };
    const std::uint64_t form = pick(4);
    if (form == 0)
        c.params["scale"] = std::pow(10.0, uniform(-1, 0.7));
    if (form == 1 || form == 3)
        c.params["width"] = target();
    if (form == 2 || form == 3)
        c.params["height"] = target();
    return c;
}

Case RandomCases::map()
{
    // Sums of terms of one sign and products: no cancellation that would magnify an ulp.
    static constexpr std::array<const char*, 16> kExpressions = {
        "x",
        "2 * x + 1",
        "sqrt(x) * 3",
        "exp(x)",
        "log(x + 2)",
        "log2(x) > 0 ? x : 2 * x",
        "sin(x)",
        "cos(x) + 2",
        "tanh(x) + atan(x) + sinh(x) + cosh(x)",
        "pow(x, 2.5)",
        "x ^ 3 + abs(-x)",
        "clamp(x, 1, 2) + step(1.5, x) + min(x, 2) + max(x, 3)",
        "floor(x) + ceil(x) + round(x) + sign(x)",
        "asin(x / 8) + acos(x / 8) + atan2(x, 2)",
        "tan(x / 4) + pi * e",
        "x >= 1 ? x / 3 : x * x"};
    static constexpr std::array kTypes = {DType::F32, DType::F32, DType::F32, DType::F64,
                                          DType::U8,  DType::I32, DType::F16, DType::U16};
    Case c;
    TensorSpec spec{kTypes[pick(8)], {extent(), extent()}};
    if (pick(3) == 0)
        spec.shape = {extent()};
    c.inputs = {value("x", spec, 0.1, 6)};
    std::string expression = kExpressions[pick(16)];
    if (pick(2) == 0) {
        c.inputs.push_back(value("w", {DType::F32, spec.shape}, 0.5, 2));
        expression = "(" + expression + ") * w";
    }
    if (pick(3) == 0) {
        c.inputs.push_back(value("k", {DType::F32, {}}, 0.5, 2));
        expression += " * k";
    }
    if (pick(2) == 0) { // one that stands for several positions along some axes
        TensorSpec small{kTypes[pick(8)], spec.shape};
        for (std::size_t i = 0; i < small.shape.rank; ++i)
            if (pick(2) == 0)
                small.shape.extent[i] = 1;
        if (small.shape.rank == 2 && pick(3) == 0)
            small.shape = {small.shape[1]};
        c.inputs.push_back(value("s", small, 0.5, 2));
        expression += " * s";
    }
    c.params["expr"] = expression;
    return c;
}

Case RandomCases::reduce()
{
    static constexpr std::array kTypes = {DType::F32, DType::F32, DType::F32, DType::F64,
                                          DType::U8,  DType::U16, DType::I32, DType::F16};
    static constexpr std::array<const char*, 5> kFns = {"sum", "mean", "min", "max", "prod"};
    Case c;
    TensorSpec spec{kTypes[pick(8)], {}};
    const std::uint64_t rank = pick(5);
    for (std::uint64_t i = 0; i < rank; ++i)
        spec.shape.extent[spec.shape.rank++] = rank > 2 ? extent() % 18 : extent();
    const std::string fn = kFns[pick(5)];
    // Products of whole levels overflow, and infinity times zero depends on the order.
    if (fn == "prod" && spec.dtype != DType::F64)
        spec.dtype = DType::F32;
    c.inputs = {value("x", spec, fn == "prod" ? 0.95 : -1, fn == "prod" ? 1.05 : 1)};
    c.params["fn"] = fn;
    if (rank > 0 && pick(2) == 0)
        c.params["axis"] = static_cast<std::int64_t>(pick(2 * rank)) - static_cast<int>(rank);
    return c;
}

Case RandomCases::gemm()
{
    Case c;
    const std::uint64_t m = extent();
    const std::uint64_t n = extent();
    const std::uint64_t k = extent();
    const DType type = pick(5) == 0 ? DType::F64 : DType::F32;
    const bool transA = pick(2) == 0;
    const bool transB = pick(2) == 0;
    // Now and then many matrices, one of them perhaps shared by all.
    const bool batched = pick(3) == 0;
    const std::uint64_t batch = pick(5);
    const auto stack = [&](Shape matrix) {
        return batched ? Shape{batch, matrix[0], matrix[1]} : matrix;
    };
    const auto stackOrShared = [&](Shape matrix) { return pick(3) == 0 ? matrix : stack(matrix); };
    const Shape a = stack(transA ? Shape{k, m} : Shape{m, k});
    const Shape b = stackOrShared(transB ? Shape{n, k} : Shape{k, n});
    c.inputs = {value("a", {type, a}, -1, 1), value("b", {type, b}, -1, 1)};
    c.params["trans_a"] = transA;
    c.params["trans_b"] = transB;
    if (pick(2) == 0)
        c.params["alpha"] = uniform(-2, 2);
    if (pick(2) == 0) {
        c.inputs.push_back(value("c0", {type, stackOrShared({m, n})}, -1, 1));
        c.params["beta"] = pick(3) == 0 ? 0.0 : uniform(-2, 2);
    }
    return c;
}

} // namespace xpu::tests
