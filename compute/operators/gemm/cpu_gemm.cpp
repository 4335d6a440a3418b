#include "compute/operators/gemm/cpu_gemm.h"

#include "compute/operators/convert.h"
#include "compute/operators/open_mp.h"
#include "core/memory/host_block.h"

#include <cblas.h>
#include <oneapi/dnnl/dnnl.h>

#include <algorithm>
#include <memory>

namespace xpu::operators {
namespace {

// Work of the first slice and of one column tile: some 10 ms on a slow core, enough to be
// efficient.
constexpr double kSliceFlops = 2e8;

/// An input in the type computed in, converted when it is another.
template <class T>
class Matrix {
public:
    static Result<Matrix> of(const KernelInput& input, Slices& slices)
    {
        constexpr DType kOwn = std::is_same_v<T, float> ? DType::F32 : DType::F64;
        Matrix m;
        m.data_ = reinterpret_cast<const T*>(input.data);
        if (input.spec.dtype == kOwn)
            return m;
        const std::size_t count = input.spec.shape.elements().value_or(0);
        auto block = HostBlock::allocate(Bytes(count * sizeof(T)));
        if (!block)
            return tl::unexpected(block.error());
        const std::span<T> out = (*block)->template as<T>();
        const bool done = slices.over(count, [&](std::size_t begin, std::size_t end) {
            const auto part = out.subspan(begin, end - begin);
            if constexpr (std::is_same_v<T, float>)
                toFloat(input.spec.dtype, input.data, begin, part);
            else
                toDouble(input.spec.dtype, input.data, begin, part);
        });
        if (!done)
            return fail(Errc::Cancelled, "gemm");
        m.data_ = out.data();
        m.converted_ = std::move(*block);
        return m;
    }
    const T* data() const { return data_; }

private:
    const T* data_ = nullptr;
    std::shared_ptr<HostBlock> converted_;
};

/// A block of c: `rows` x `columns`, all of k.
template <class T>
struct Tile {
    const T* a;
    const T* b;
    T* c;
    std::uint64_t rows;
    std::uint64_t columns;
};

Result<void> multiply(const GemmShape& g, const Tile<float>& t, int threads)
{
    omp_set_num_threads(threads);
    const auto status =
        dnnl_sgemm(g.transA ? 'T' : 'N', g.transB ? 'T' : 'N', static_cast<dnnl_dim_t>(t.rows),
                   static_cast<dnnl_dim_t>(t.columns), static_cast<dnnl_dim_t>(g.k),
                   static_cast<float>(g.alpha), t.a, static_cast<dnnl_dim_t>(g.transA ? g.m : g.k),
                   t.b, static_cast<dnnl_dim_t>(g.transB ? g.k : g.n), static_cast<float>(g.beta),
                   t.c, static_cast<dnnl_dim_t>(g.n));
    if (status != dnnl_success)
        return fail(Errc::DeviceFailed, "oneDNN sgemm: status " + std::to_string(status));
    return {};
}

Result<void> multiply(const GemmShape& g, const Tile<double>& t, int threads)
{
    openblas_set_num_threads(threads);
    cblas_dgemm(CblasRowMajor, g.transA ? CblasTrans : CblasNoTrans,
                g.transB ? CblasTrans : CblasNoTrans, static_cast<int>(t.rows),
                static_cast<int>(t.columns), static_cast<int>(g.k), g.alpha, t.a,
                static_cast<int>(g.transA ? g.m : g.k), t.b, static_cast<int>(g.transB ? g.k : g.n),
                g.beta, t.c, static_cast<int>(g.n));
    return {};
}

/// c = beta c0, all there is to do when k is 0.
template <class T>
void scaleOnly(const GemmShape& g, T* c)
{
    for (std::uint64_t i = 0; i < g.m * g.n; ++i)
        c[i] = g.beta == 0 ? T(0) : static_cast<T>(g.beta) * c[i];
}

template <class T>
Result<void> multiplyTiles(const GemmShape& g, const T* a, const T* b, T* c, Slices& slices)
{
    const double rowFlops = 2 * static_cast<double>(g.k);
    const auto width = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(kSliceFlops / rowFlops),
                                                 std::min<std::uint64_t>(64, g.n), g.n);
    const auto first = static_cast<std::size_t>(
        std::max(1.0, kSliceFlops / (rowFlops * static_cast<double>(width))));
    slices.expectPasses(static_cast<int>((g.n + width - 1) / width));
    Result<void> outcome;
    for (std::uint64_t column = 0; column < g.n; column += width) {
        const bool done =
            slices.overSerially(g.m, first, [&](std::size_t begin, std::size_t end, int threads) {
                if (!outcome)
                    return;
                const Tile<T> tile{.a = a + (g.transA ? begin : begin * g.k),
                                   .b = b + (g.transB ? column * g.k : column),
                                   .c = c + begin * g.n + column,
                                   .rows = end - begin,
                                   .columns = std::min(width, g.n - column)};
                outcome = multiply(g, tile, threads);
            });
        if (!done)
            return fail(Errc::Cancelled, "gemm");
    }
    return outcome;
}

template <class T>
Result<void> runAs(const KernelCall& call, Slices& slices)
{
    const KernelInput& inA = *call.input("a");
    const KernelInput& inB = *call.input("b");
    const GemmShape g = gemmShape(inA.spec, inB.spec, call.params);
    T* const c = reinterpret_cast<T*>(call.outputs[0].data);
    if (g.m == 0 || g.n == 0)
        return {};
    const KernelInput* inC = call.input("c0");
    if (inC != nullptr && g.beta != 0) {
        const auto c0 = Matrix<T>::of(*inC, slices);
        if (!c0)
            return tl::unexpected(c0.error());
        std::copy_n(c0->data(), g.m * g.n, c);
    }
    if (g.k == 0) {
        scaleOnly(g, c);
        return {};
    }
    const auto a = Matrix<T>::of(inA, slices);
    if (!a)
        return tl::unexpected(a.error());
    const auto b = Matrix<T>::of(inB, slices);
    if (!b)
        return tl::unexpected(b.error());
    return multiplyTiles(g, a->data(), b->data(), c, slices);
}

} // namespace

Result<void> cpuGemm(const KernelCall& call, Slices& slices)
{
    if (call.outputs[0].spec.dtype == DType::F64)
        return runAs<double>(call, slices);
    return runAs<float>(call, slices);
}

} // namespace xpu::operators
