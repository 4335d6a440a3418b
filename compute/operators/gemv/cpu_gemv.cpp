#include "compute/operators/gemv/cpu_gemv.h"

#include "compute/operators/converted_input.h"
#include "compute/operators/open_blas.h"

#include <algorithm>

namespace xpu::operators {
namespace {

constexpr std::uint64_t kDepth = 1 << 16; // of k summed in one go
constexpr std::uint64_t kBlock = 1 << 18; // elements of a one thread takes at a time
constexpr std::uint64_t kNarrowest = 64;  // columns of a transposed block: whole cache lines

/// A block is `height` results by kDepth of k; pieces are what k is cut into.
struct Cut {
    explicit Cut(const GemvShape& g)
        : pieces(std::max<std::uint64_t>(1, (g.k + kDepth - 1) / kDepth)),
          height(std::max(g.transA ? kNarrowest : 1,
                          kBlock / std::max<std::uint64_t>(1, std::min(g.k, kDepth)))),
          blocks((g.m + height - 1) / height)
    {}
    std::uint64_t pieces;
    std::uint64_t height;
    std::uint64_t blocks;
};

void product(CBLAS_TRANSPOSE op, int rows, int columns, float alpha, const float* a, int stride,
             const float* x, float* y)
{
    cblas_sgemv(CblasRowMajor, op, rows, columns, alpha, a, stride, x, 1, 0, y, 1);
}

void product(CBLAS_TRANSPOSE op, int rows, int columns, double alpha, const double* a, int stride,
             const double* x, double* y)
{
    cblas_dgemv(CblasRowMajor, op, rows, columns, alpha, a, stride, x, 1, 0, y, 1);
}

/// Results [first, first + count) of a, summed over `depth` of k from `from` on.
template <class T>
void multiplyBlock(const GemvShape& g, const T* a, const T* x, std::uint64_t first,
                   std::uint64_t count, std::uint64_t from, std::uint64_t depth, T* y)
{
    const auto whole = [](std::uint64_t v) { return static_cast<int>(v); };
    const auto alpha = static_cast<T>(g.alpha);
    if (g.transA)
        product(CblasTrans, whole(depth), whole(count), alpha, a + from * g.m + first, whole(g.m),
                x + from, y);
    else
        product(CblasNoTrans, whole(count), whole(depth), alpha, a + first * g.k + from, whole(g.k),
                x + from, y);
}

template <class T>
bool multiplyAll(const GemvShape& g, const T* a, const T* x, T* partial, Slices& slices)
{
    const Cut cut(g);
    setOpenBlasThreads(1); // the blocks are what threads share
    return slices.over(cut.blocks * cut.pieces, [&](std::size_t begin, std::size_t end) {
        for (std::size_t part = begin; part < end; ++part) {
            const std::uint64_t piece = part / cut.blocks;
            const std::uint64_t first = part % cut.blocks * cut.height;
            const std::uint64_t from = piece * kDepth;
            multiplyBlock(g, a, x, first, std::min(cut.height, g.m - first), from,
                          std::min(kDepth, g.k - from), partial + piece * g.m + first);
        }
    });
}

template <class T>
Result<void> runAs(const KernelCall& call, Slices& slices)
{
    const KernelInput& inA = *call.input("a");
    const GemvShape g = gemvShape(inA.spec, call.params);
    T* const y = reinterpret_cast<T*>(call.outputs[0].data);
    if (g.m == 0 || g.k == 0 || g.alpha == 0) { // alpha = 0 reads neither a nor x, as in BLAS
        std::fill_n(y, g.m, T(0));
        return {};
    }
    const auto a = ConvertedInput<T>::of(inA, slices);
    if (!a)
        return tl::unexpected(a.error());
    const auto x = ConvertedInput<T>::of(*call.input("x"), slices);
    if (!x)
        return tl::unexpected(x.error());
    const std::uint64_t pieces = Cut(g).pieces;
    auto scratch = HostBlock::allocate(Bytes(gemvPartials(g) * sizeof(T)));
    if (!scratch)
        return tl::unexpected(scratch.error());
    T* const partial = pieces > 1 ? (*scratch)->template as<T>().data() : y;
    slices.expectPasses(pieces > 1 ? 2 : 1);
    bool done = multiplyAll(g, a->data(), x->data(), partial, slices);
    if (done && pieces > 1)
        done = slices.over(g.m, [&](std::size_t begin, std::size_t end) {
            for (std::size_t o = begin; o < end; ++o) {
                T total = 0;
                for (std::uint64_t p = 0; p < pieces; ++p)
                    total += partial[p * g.m + o];
                y[o] = total;
            }
        });
    if (!done)
        return fail(Errc::Cancelled, "gemv");
    return {};
}

} // namespace

std::uint64_t gemvPartials(const GemvShape& shape)
{
    const std::uint64_t pieces = Cut(shape).pieces;
    return pieces > 1 ? pieces * shape.m : 0;
}

Result<void> cpuGemv(const KernelCall& call, Slices& slices)
{
    if (call.outputs[0].spec.dtype == DType::F64)
        return runAs<double>(call, slices);
    return runAs<float>(call, slices);
}

} // namespace xpu::operators
