#include "tests/bench/bench.h"
#include "tests/bench/direct.h"
#include "tests/bench/through_engine.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <functional>
#include <random>
#include <utility>

namespace xpu::bench {
namespace {

using tests::Value;

constexpr double kEnough = 0.4; ///< seconds of work behind one value of a round
constexpr std::uint32_t kMostSteps = 50;

std::shared_ptr<HostBlock> blockOf(std::uint64_t floats)
{
    return HostBlock::allocate(Bytes(floats * sizeof(float))).value();
}

/// Numbers in no order, the same each time.
Value randomValue(const std::string& port, const TensorSpec& spec)
{
    auto block = HostBlock::allocate(spec.bytes()).value();
    std::mt19937 random(7);
    for (float& number : block->as<float>())
        number = static_cast<float>(random() >> 8) * 0x1p-24F - 0.5F;
    return {port, spec, block};
}

std::span<const float> numbersOf(const Value& value) { return value.data->as<float>(); }

/// One row of the bench: an operator, and what does the same without us.
struct Case {
    std::string label;
    std::string peerName;
    std::optional<double> goal;
    OperatorCall call;
    /// Does the peer's work once.
    std::function<void()> peer;
    double share = 1; ///< of the peer's time that our step is held against
};

/// A case is made when its turn comes and is gone before the next one: some are large.
using Maker = std::function<Case()>;

Case gemmCase(std::uint64_t side)
{
    const TensorSpec spec{DType::F32, {side, side}};
    const Value a = randomValue("a", spec);
    const Value b = randomValue("b", spec);
    return {"gemm " + std::to_string(side) + ", ms",
            "oneDNN",
            1 / 0.97,
            {"gemm", {a, b}, {}},
            [=, c = blockOf(side * side)] {
                direct::gemm(side, numbersOf(a), numbersOf(b), c->as<float>());
            }};
}

/// "16 x 2^20"
std::string rowsText(std::uint64_t rows, const std::string& length)
{
    return (rows == 1 ? "" : std::to_string(rows) + " x ") + length;
}

Case fftCase(std::uint64_t rows, int bits)
{
    const std::uint64_t length = std::uint64_t{1} << bits;
    const Value x = randomValue("x", {DType::C64, {rows, length}});
    const auto y = blockOf(2 * rows * length);
    const auto plan = std::make_shared<direct::Fft>(rows, length, numbersOf(x), y->as<float>());
    return {"fft " + rowsText(rows, "2^" + std::to_string(bits)) + ", ms",
            "FFTW",
            1 / 0.95,
            {"fft", {x}, {}},
            [x, y, plan] { plan->run(); }};
}

Case sortCase(std::uint64_t rows, int digits)
{
    const auto length = static_cast<std::uint64_t>(std::pow(10, digits));
    const Value x = randomValue("x", {DType::F32, {rows, length}});
    return {"sort " + rowsText(rows, "10^" + std::to_string(digits)) + ", ms",
            "oneTBB",
            1 / 0.95,
            {"sort", {x}, {}},
            [=, y = blockOf(rows * length)] { direct::sort(rows, numbersOf(x), y->as<float>()); }};
}

/// `share`: traffic of the operator / that of the triad on arrays as large.
Case trafficCase(const std::string& label, std::uint64_t side, OperatorCall call, double share)
{
    const TensorSpec spec{DType::F32, {side, side}};
    const Value x = randomValue("x", spec);
    const Value b = randomValue("b", spec);
    call.inputs = {x};
    if (call.op == "map")
        call.inputs.push_back(b);
    return {label + ", ms",
            "its traffic at STREAM triad's rate",
            1 / 0.95,
            std::move(call),
            [=, y = blockOf(side * side)] {
                direct::triad(numbersOf(x), numbersOf(b), y->as<float>());
            },
            share};
}

/// A further operator is a line here and a function above.
std::vector<Maker> makers()
{
    std::vector<Maker> all;
    for (const std::uint64_t side : {512U, 1024U, 2048U, 4096U})
        all.push_back([side] { return gemmCase(side); });
    for (const auto& [rows, bits] : {std::pair{1024U, 10}, {64U, 14}, {1U, 18}, {1U, 20}, {1U, 24}})
        all.push_back([rows = rows, bits = bits] { return fftCase(rows, bits); });
    for (const auto& [rows, digits] :
         {std::pair{1U, 3}, {1000U, 3}, {20U, 5}, {1U, 6}, {1U, 7}, {1U, 8}})
        all.push_back([rows = rows, digits = digits] { return sortCase(rows, digits); });
    all.push_back([] {
        return trafficCase("map 2.5 x + b, 4096 x 4096", 4096,
                           {"map", {}, {{"expr", std::string("2.5 * x + b")}}}, 1);
    });
    all.push_back([] {
        return trafficCase("stencil2d 3 x 3 of 4096 x 4096", 4096,
                           {"stencil2d", {}, {{"weights", std::vector<double>(9, 0.1)}}}, 2.0 / 3);
    });
    return all;
}

double secondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The peer once to warm up, as often as it takes to be measured, and our steps as often.
void measure(const Case& one, Row& row)
{
    const double once = std::min(secondsOf(one.peer), secondsOf(one.peer));
    const auto times = static_cast<std::uint32_t>(
        std::clamp(kEnough / std::max(once, 1e-6), 1.0, double{kMostSteps}));
    const auto peer = [&] {
        return secondsOf([&] {
                   for (std::uint32_t i = 0; i < times; ++i)
                       one.peer();
               })
               / times;
    };
    const double before = peer();
    const auto own = throughEngine(one.call, times);
    const double after = peer();
    if (!own)
        return;
    row.own.push_back(*own * 1e3);
    row.peer.push_back((before + after) / 2 * one.share * 1e3);
}

void measureAll(std::vector<Row>& rows)
{
    const bool first = rows.empty();
    std::size_t at = 0;
    for (const Maker& make : makers()) {
        const Case one = make();
        if (first)
            rows.push_back({one.label, one.peerName, one.goal, {}, {}});
        measure(one, rows[at++]);
    }
}

} // namespace

Bench operatorsBench()
{
    return {"operators", "operators on `cpu` through the engine against the libraries themselves",
            measureAll};
}

} // namespace xpu::bench
