#include "compute/opencl/embedded_kernels.h"
#include "compute/opencl/planners.h"
#include "compute/operators/gemm/gemm.h"

#include <algorithm>

namespace xpu::opencl {

namespace {

using operators::GemmShape;

constexpr double kMostWork = 4e9; ///< operations of one dispatch

std::uint32_t word(std::uint64_t value) { return static_cast<std::uint32_t>(value); }

/// One operand, cut into panels of `width` rows of a or columns of b.
struct Operand {
    Slot from;
    DType dtype;
    std::uint64_t extent;
    std::uint64_t stepK;
    std::uint64_t stepE;
    std::uint32_t width;
};

std::uint64_t panelsOf(std::uint64_t extent, std::uint32_t width)
{
    return (extent + width - 1) / width;
}

std::string resultName(std::uint32_t row, std::uint32_t vector)
{
    return "r" + std::to_string(row) + "_" + std::to_string(vector);
}

class GemmPlan {
public:
    GemmPlan(const PlanRequest& request, const GemmShape& g, bool wide)
        : request_(request),
          tuning_(request.traits.tuning),
          g_(g),
          wide_(wide),
          width_(std::max(2U, tuning_.gemmWidth / (wide ? 2U : 1U))),
          columns_(tuning_.gemmVectors * width_)
    {}

    PlanResult make(std::size_t a, std::size_t b, std::size_t c0)
    {
        const std::uint64_t k = g_.k;
        const auto pack = [&](std::size_t i, std::uint64_t extent, bool kFirst,
                              std::uint32_t width) {
            return this->pack({input(i), request_.inputs[i].spec.dtype, extent, kFirst ? extent : 1,
                               kFirst ? 1 : k, width});
        };
        const auto packedA = pack(a, g_.m, g_.transA, tuning_.gemmRows);
        const auto packedB = pack(b, g_.n, !g_.transB, columns_);
        if (!packedA || !packedB)
            return tl::unexpected(
                std::string("an array has more elements than a kernel of this device counts"));
        multiply(*packedA, *packedB, c0 == launch::kNoInput ? output(0) : input(c0));
        return std::move(plan_);
    }

private:
    std::optional<Slot> pack(const Operand& x)
    {
        const std::uint64_t count = panelsOf(x.extent, x.width) * x.width * g_.k;
        if (count >= (std::uint64_t{1} << 32) - (1U << 20))
            return std::nullopt;
        plan_.temporaries.emplace_back(count * (wide_ ? sizeof(double) : sizeof(float)));
        const Slot to = temporary(plan_.temporaries.size() - 1);
        if (count == 0)
            return to;
        const struct {
            std::uint32_t count, k, extent, width, stepK, stepE;
        } push{word(count), word(g_.k), word(x.extent), x.width, word(x.stepK), word(x.stepE)};
        Dispatch dispatch;
        dispatch.kernel = {"gemm_pack",
                           {},
                           {},
                           withPrelude(elementText(x.dtype, wide_) + std::string(kernels::gemm())),
                           {}};
        dispatch.buffers = {x.from, to};
        dispatch.push = pushOf(push);
        dispatch.work = 4 * static_cast<double>(count);
        spreadOver(dispatch, count, tuning_.lineGroup);
        plan_.dispatches.push_back(std::move(dispatch));
        return to;
    }

    void multiply(Slot a, Slot b, Slot c0)
    {
        struct Push {
            std::uint32_t m, n, k, first;
        };
        const std::uint64_t rowPanels = panelsOf(g_.m, tuning_.gemmRows);
        const std::uint64_t columnPanels = panelsOf(g_.n, columns_);
        const double ofPanel = 2.0 * static_cast<double>(g_.m) * columns_
                               * static_cast<double>(std::max<std::uint64_t>(1, g_.k));
        const auto part = static_cast<std::uint64_t>(
            std::clamp(kMostWork / ofPanel, 1.0, static_cast<double>(columnPanels)));
        Dispatch dispatch;
        dispatch.kernel = {"gemm", {}, {}, withPrelude(text()), {}};
        dispatch.buffers = {a, b, c0, output(0)};
        for (std::uint64_t first = 0; first < columnPanels; first += part) {
            const std::uint64_t panels = std::min(part, columnPanels - first);
            dispatch.push = pushOf(Push{word(g_.m), word(g_.n), word(g_.k), word(first)});
            for (const double scalar : {g_.alpha, g_.beta}) {
                const auto words = wide_ ? pushOf(scalar) : pushOf(static_cast<float>(scalar));
                dispatch.push.insert(dispatch.push.end(), words.begin(), words.end());
            }
            dispatch.groups = {word(rowPanels), word(panels), 1};
            dispatch.groupSize = {1, 1, 1};
            if (!tuning_.readsOn) { // a processor takes one item at a time, others many
                constexpr std::uint32_t kSide = 8;
                dispatch.groupSize = {kSide, kSide, 1};
                dispatch.groups = {word((rowPanels + kSide - 1) / kSide),
                                   word((panels + kSide - 1) / kSide), 1};
            }
            dispatch.work = ofPanel * static_cast<double>(panels);
            plan_.dispatches.push_back(dispatch);
        }
    }

    /// The kernel with every result of its panel a variable of its own: compilers keep those in
    /// registers. Sums are of one operation each where the device can: nobody else rounds the same.
    std::string text() const
    {
        const std::string real = wide_ ? "double" : "float";
        const std::string wide = std::to_string(width_);
        std::string out = "#pragma OPENCL FP_CONTRACT ON\n" + defined("REAL", real)
                          + defined("WIDTH", width_) + defined("VECTOR", real + wide)
                          + defined("STORE", "vstore" + wide)
                          + std::string(kernels::gemmMultiply());
        out +=
            "__kernel void gemm(__global const REAL* restrict a, __global const REAL* restrict b, "
            "__global const REAL* c0, __global REAL* c, uint m, uint n, uint k, uint first, ";
        out += wide_ ? "uint a0, uint a1, uint b0, uint b1)\n{\n"
                       "    double alpha = as_double((uint2)(a0, a1));\n"
                       "    double beta = as_double((uint2)(b0, b1));\n"
                     : "float alpha, float beta)\n{\n";
        const std::string rows = std::to_string(tuning_.gemmRows) + "u";
        const std::string columns = std::to_string(columns_) + "u";
        out += "    uint row = (uint)get_global_id(0) * " + rows
               + ";\n    uint column = (first + (uint)get_global_id(1)) * " + columns
               + ";\n    if (row >= m || column >= n)\n        return;\n"
                 "    a += (size_t)row * k;\n    b += (size_t)column * k;\n";
        std::string body;
        std::string end;
        for (std::uint32_t v = 0; v < tuning_.gemmVectors; ++v)
            body += "        VECTOR v" + std::to_string(v) + " = *(__global const VECTOR*)(b + "
                    + std::to_string(v * width_) + ");\n";
        for (std::uint32_t r = 0; r < tuning_.gemmRows; ++r)
            for (std::uint32_t v = 0; v < tuning_.gemmVectors; ++v) {
                const std::string name = resultName(r, v);
                out += "    VECTOR " + name + " = 0;\n";
                body += "        " + name + " += (VECTOR)(a[" + std::to_string(r) + "]) * v"
                        + std::to_string(v) + ";\n";
                end += "    put(c, c0, " + name + ", row + " + std::to_string(r) + "u, column + "
                       + std::to_string(v * width_) + "u, m, n, alpha, beta);\n";
            }
        return out + "    for (uint p = 0u; p < k; ++p) {\n" + body + "        a += " + rows
               + ";\n        b += " + columns + ";\n    }\n" + end + "}\n";
    }

    const PlanRequest& request_;
    const Tuning& tuning_;
    const GemmShape& g_;
    const bool wide_;
    const std::uint32_t width_;
    const std::uint32_t columns_;
    Plan plan_;
};

} // namespace

PlanResult planGemm(const PlanRequest& request)
{
    const std::size_t a = launch::inputIndex(request.inputs, "a");
    const std::size_t b = launch::inputIndex(request.inputs, "b");
    const std::size_t c0 = launch::inputIndex(request.inputs, "c0");
    const DType type = request.outputs[0].dtype;
    const bool wide = type == DType::F64;
    if (wide && !request.traits.float64)
        return tl::unexpected(std::string("this device does not compute in f64"));
    for (const std::size_t i : {a, b})
        if (elementWord(request.inputs[i].spec.dtype, wide).empty())
            return tl::unexpected("gemm on OpenCL does not read "
                                  + std::string(nameOf(request.inputs[i].spec.dtype)));
    if (c0 != launch::kNoInput && request.inputs[c0].spec.dtype != type)
        return tl::unexpected("gemm on OpenCL reads c0 as " + std::string(nameOf(type)) + " only");
    if (request.inputs[a].spec.shape.rank == 3)
        return tl::unexpected(std::string("gemm on OpenCL multiplies no batches"));
    const GemmShape g =
        operators::gemmShape(request.inputs[a].spec, request.inputs[b].spec, request.params);
    if (g.m == 0 || g.n == 0)
        return Plan{};
    return GemmPlan(request, g, wide).make(a, b, c0);
}

} // namespace xpu::opencl
