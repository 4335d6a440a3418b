#pragma once

#include "tests/compute/operators/device_runner.h"

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace xpu::tests {

/// An operator with parameters and inputs that fit it.
struct Case {
    const OperatorInfo* op = nullptr;
    std::vector<Value> inputs;
    std::vector<TensorSpec> outputs;
    Params params;

    std::string text() const;
};

/// Seeded cases of one operator: empty, single-element and odd extents among them, all dtypes the
/// operator takes. Always valid: `infer` accepts them.
class RandomCases {
public:
    RandomCases(std::string op, std::uint64_t seed) : op_(std::move(op)), random_(seed) {}
    Case next();

private:
    Case draw();
    Case conv2d();
    Case fft();
    Case pool2d();
    Case gauss();
    Case resize();
    Case map();
    Case reduce();
    Case gemm();
    Case gemv();
    Case normalize();
    Case softmax();
    Case sort();
    Case scan();
    Case histogram();
    Case median();
    Case nlmeans();
    Case stencil();
    Case concat();
    Case reshape();
    Case transpose();

    std::uint64_t pick(std::uint64_t below);
    double uniform(double from, double to);
    std::uint64_t extent();
    TensorSpec picture();
    TensorSpec array();
    TensorSpec movable();
    TensorSpec rows(std::span<const DType> types);
    void addWindows(Case& c);
    Case alongAxis(double from, double to);
    Value value(std::string port, TensorSpec spec, double from, double to);

    std::string op_;
    std::mt19937_64 random_;
};

} // namespace xpu::tests
