#include "compute/operators/gemm/cpu_gemm.h"

#include "compute/operators/converted_input.h"
#include "compute/operators/open_blas.h"
#include "compute/operators/open_mp.h"

#include <oneapi/dnnl/dnnl.h>

#include <algorithm>
#include <atomic>

namespace xpu::operators {
namespace {

constexpr double kSliceFlops = 2e8; ///< of the first slice, some 10 ms on a slow core
// A library packs both operands anew for every tile: smaller ones spend their time on that.
constexpr double kTileFlops = 4.5e9; ///< at most, some 20 ms of two cores
constexpr std::uint64_t kTileRows = 512;
constexpr std::uint64_t kLeastTileColumns = 256;

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
    omp_set_num_threads(threads); // of the calling thread alone
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
    setOpenBlasThreads(threads);
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
    for (std::uint64_t i = 0; i < g.batch * g.m * g.n; ++i)
        c[i] = g.beta == 0 ? T(0) : static_cast<T>(g.beta) * c[i];
}

double flopsOfOne(const GemmShape& g)
{
    return 2 * static_cast<double>(g.m) * static_cast<double>(g.n) * static_cast<double>(g.k);
}

/// Where the matrices of a batch lie.
template <class T>
struct Operands {
    const T* a;
    const T* b;
    T* c;

    Operands at(const GemmShape& g, std::uint64_t matrix) const
    {
        return {a + matrix * g.m * g.k, b + (g.sharedB ? 0 : matrix * g.k * g.n),
                c + matrix * g.m * g.n};
    }
};

/// Size of the parts that are alike, none larger than `most`, which an extent is cut into.
std::uint64_t evenPart(std::uint64_t extent, std::uint64_t most)
{
    const std::uint64_t parts = (extent + most - 1) / most;
    return (extent + parts - 1) / parts;
}

std::uint64_t tileRows(const GemmShape& g) { return evenPart(g.m, kTileRows); }

std::uint64_t tileColumns(const GemmShape& g)
{
    const double column = 2 * static_cast<double>(g.k) * static_cast<double>(tileRows(g));
    const double most = std::clamp(kTileFlops / column, double{kLeastTileColumns}, 1e9);
    return evenPart(g.n, static_cast<std::uint64_t>(most));
}

template <class T>
Result<void> multiplyTiles(const GemmShape& g, const Operands<T>& all, Slices& slices)
{
    const std::uint64_t height = tileRows(g);
    const std::uint64_t width = tileColumns(g);
    const auto tiles = static_cast<std::size_t>((g.m + height - 1) / height);
    const double flops =
        2 * static_cast<double>(g.k) * static_cast<double>(width) * static_cast<double>(height);
    const auto first =
        static_cast<std::size_t>(std::clamp(kSliceFlops / flops, 1.0, static_cast<double>(tiles)));
    Result<void> outcome;
    for (std::uint64_t column = 0; column < g.n; column += width) {
        const bool done =
            slices.overSerially(tiles, first, [&](std::size_t from, std::size_t to, int threads) {
                if (!outcome)
                    return;
                const std::uint64_t begin = from * height;
                const Tile<T> tile{.a = all.a + (g.transA ? begin : begin * g.k),
                                   .b = all.b + (g.transB ? column * g.k : column),
                                   .c = all.c + begin * g.n + column,
                                   .rows = std::min<std::uint64_t>(g.m, to * height) - begin,
                                   .columns = std::min(width, g.n - column)};
                outcome = multiply(g, tile, threads);
            });
        if (!done)
            return fail(Errc::Cancelled, "gemm");
    }
    return outcome;
}

/// Matrices too small to be worth several threads each: one thread takes whole ones.
template <class T>
Result<void> multiplyMany(const GemmShape& g, const Operands<T>& all, Slices& slices)
{
    if constexpr (std::is_same_v<T, double>)
        setOpenBlasThreads(1); // before several call it at once
    std::atomic<bool> failed = false;
    const bool done = slices.over(g.batch, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const Operands<T> one = all.at(g, i);
            if (!multiply(g, Tile<T>{one.a, one.b, one.c, g.m, g.n}, 1))
                failed = true;
        }
    });
    if (!done)
        return fail(Errc::Cancelled, "gemm");
    if (failed)
        return fail(Errc::DeviceFailed, "gemm: a matrix of the batch failed");
    return {};
}

template <class T>
Result<void> multiplyAll(const GemmShape& g, const Operands<T>& all, Slices& slices)
{
    if (g.batch > 1 && flopsOfOne(g) < kSliceFlops / 8)
        return multiplyMany(g, all, slices);
    slices.expectPasses(static_cast<int>(
        std::min<std::uint64_t>(1 << 30, g.batch * ((g.n + tileColumns(g) - 1) / tileColumns(g)))));
    for (std::uint64_t i = 0; i < g.batch; ++i)
        if (auto done = multiplyTiles(g, all.at(g, i), slices); !done)
            return done;
    return {};
}

/// A batch that shares b, its rows one below the other, is one long matrix.
GemmShape stacked(GemmShape g)
{
    constexpr std::uint64_t kMostRows = (std::uint64_t{1} << 31) - 1;
    if (g.sharedB && !g.transA && g.m <= kMostRows / g.batch) {
        g.m *= g.batch;
        g.batch = 1;
    }
    return g;
}

template <class T>
Result<void> copyC0(const KernelInput& input, const GemmShape& g, T* c, Slices& slices)
{
    const auto c0 = ConvertedInput<T>::of(input, slices);
    if (!c0)
        return tl::unexpected(c0.error());
    const std::uint64_t matrix = g.m * g.n;
    const bool shared = input.spec.shape.rank == 2;
    for (std::uint64_t i = 0; i < g.batch; ++i)
        std::copy_n(c0->data() + (shared ? 0 : i * matrix), matrix, c + i * matrix);
    return {};
}

template <class T>
Result<void> runAs(const KernelCall& call, Slices& slices)
{
    const KernelInput& inA = *call.input("a");
    const KernelInput& inB = *call.input("b");
    const GemmShape g = gemmShape(inA.spec, inB.spec, call.params);
    T* const c = reinterpret_cast<T*>(call.outputs[0].data);
    if (g.batch == 0 || g.m == 0 || g.n == 0)
        return {};
    const KernelInput* inC = call.input("c0");
    if (inC != nullptr && g.beta != 0)
        if (auto copied = copyC0(*inC, g, c, slices); !copied)
            return copied;
    if (g.k == 0) {
        scaleOnly(g, c);
        return {};
    }
    const auto a = ConvertedInput<T>::of(inA, slices);
    if (!a)
        return tl::unexpected(a.error());
    const auto b = ConvertedInput<T>::of(inB, slices);
    if (!b)
        return tl::unexpected(b.error());
    return multiplyAll(stacked(g), Operands<T>{a->data(), b->data(), c}, slices);
}

} // namespace

Result<void> cpuGemm(const KernelCall& call, Slices& slices)
{
    if (call.outputs[0].spec.dtype == DType::F64)
        return runAs<double>(call, slices);
    return runAs<float>(call, slices);
}

} // namespace xpu::operators
