#include "compute/operators/rows/cpu_rows.h"

#include "compute/operators/convert.h"
#include "compute/operators/rows/strips.h"
#include "core/memory/host_block.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace xpu::operators {
namespace {

constexpr std::uint64_t kInner = 1024;    // neighbouring rows worked on together
constexpr std::uint64_t kPiece = 1 << 16; // elements of a part of a long axis
constexpr std::uint64_t kStrip = 2048;
using Strip = std::array<double, kStrip>;

/// How the work is cut: a part is a piece of the axis for up to kInner rows side by side. The cut
/// does not depend on the threads, so neither do the sums.
struct Cut {
    explicit Cut(const ReduceExtent& extent)
        : e(extent),
          width(std::clamp<std::uint64_t>(e.inner, 1, kInner)),
          blocks((e.inner + width - 1) / width),
          depth(kPiece / width),
          pieces(std::max<std::uint64_t>(1, (e.length + depth - 1) / depth))
    {}
    std::uint64_t rows() const { return e.outer * blocks; } ///< groups of `width` rows
    std::uint64_t figures() const { return rows() * pieces * width; }

    ReduceExtent e;
    std::uint64_t width;
    std::uint64_t blocks;
    std::uint64_t depth;
    std::uint64_t pieces;
};

/// A piece of the axis for one group of rows.
struct Part {
    Part(const Cut& cut, std::uint64_t row, std::uint64_t piece)
        : column(row % cut.blocks * cut.width),
          width(std::min(cut.width, cut.e.inner - column)),
          start(row / cut.blocks * cut.e.length * cut.e.inner + column),
          from(piece * cut.depth),
          to(std::min(cut.e.length, from + cut.depth))
    {}
    std::uint64_t column;
    std::uint64_t width;
    std::uint64_t start; ///< element of the first row's first element
    std::uint64_t from;
    std::uint64_t to;
};

/// Calls use(strip, count, first element, step) for all elements of a part.
void forEachStrip(const KernelInput& x, const Cut& cut, const Part& part, auto use)
{
    Strip strip;
    const bool along = cut.e.inner == 1;
    const std::uint64_t height = along ? kStrip : 1;
    for (std::uint64_t at = part.from; at < part.to; at += height) {
        const std::uint64_t count = along ? std::min(height, part.to - at) : part.width;
        const std::uint64_t first = part.start + at * cut.e.inner;
        toDouble(x.spec.dtype, x.data, first, std::span(strip).first(count));
        use(strip.data(), count, first, along ? std::size_t{0} : std::size_t{1});
    }
}

void store(const KernelOutput& y, std::uint64_t first, const double* values, std::uint64_t count)
{
    if (y.spec.dtype == DType::F64)
        std::copy_n(values, count, reinterpret_cast<double*>(y.data) + first);
    else
        std::transform(values, values + count, reinterpret_cast<float*>(y.data) + first,
                       [](double v) { return static_cast<float>(v); });
}

/// One operator on one launch. Figures of a group of rows lie `width` apart.
class RowRun {
public:
    RowRun(const KernelCall& call, const strips::Loops& loops, bool centred)
        : x_(*call.input("x")),
          y_(call.outputs[0]),
          cut_(rowExtent(x_.spec, call.params)),
          loops_(loops),
          centred_(centred),
          epsilon_(epsilonOf(call.params))
    {}

    Result<void> run(Slices& slices)
    {
        auto scratch = HostBlock::allocate(rowScratch(cut_.e));
        if (!scratch)
            return tl::unexpected(scratch.error());
        figure_ = (*scratch)->as<double>().data();
        sum_ = figure_ + cut_.figures();
        if (!(cut_.pieces == 1 ? shortRows(slices) : longRows(slices)))
            return fail(Errc::Cancelled, "rows");
        return {};
    }

private:
    std::uint64_t place(std::uint64_t row, std::uint64_t piece) const
    {
        return (row * cut_.pieces + piece) * cut_.width;
    }

    void first(std::uint64_t row, std::uint64_t piece)
    {
        double* const figure = figure_ + place(row, piece);
        std::fill_n(figure, cut_.width, loops_.firstNeutral);
        forEachStrip(x_, cut_, Part(cut_, row, piece),
                     [&](double* v, std::uint64_t count, std::uint64_t, std::size_t step) {
                         loops_.first(v, count, step, figure);
                     });
    }

    /// Joins the pieces of a group of rows into its first one.
    void finishFirst(std::uint64_t row)
    {
        double* const figure = figure_ + place(row, 0);
        for (std::uint64_t p = 1; p < cut_.pieces; ++p)
            loops_.first(figure_ + place(row, p), cut_.width, 1, figure);
        if (centred_)
            for (std::uint64_t i = 0; i < cut_.width; ++i)
                figure[i] /= static_cast<double>(cut_.e.length);
    }

    void second(std::uint64_t row, std::uint64_t piece)
    {
        double* const sum = sum_ + place(row, piece);
        std::fill_n(sum, cut_.width, 0.0);
        forEachStrip(x_, cut_, Part(cut_, row, piece),
                     [&](double* v, std::uint64_t count, std::uint64_t, std::size_t step) {
                         loops_.second(v, count, step, figure_ + place(row, 0), sum);
                     });
    }

    void finishSecond(std::uint64_t row)
    {
        double* const sum = sum_ + place(row, 0);
        for (std::uint64_t i = 0; i < cut_.width; ++i) {
            for (std::uint64_t p = 1; p < cut_.pieces; ++p)
                sum[i] += sum_[place(row, p) + i];
            sum[i] = centred_
                         ? 1 / std::sqrt(sum[i] / static_cast<double>(cut_.e.length) + epsilon_)
                         : 1 / sum[i];
        }
    }

    void write(std::uint64_t row, std::uint64_t piece)
    {
        forEachStrip(x_, cut_, Part(cut_, row, piece),
                     [&](double* v, std::uint64_t count, std::uint64_t at, std::size_t step) {
                         loops_.result(v, count, step, figure_ + place(row, 0),
                                       sum_ + place(row, 0));
                         store(y_, at, v, count);
                     });
    }

    /// All of a row while it is in the cache.
    bool shortRows(Slices& slices)
    {
        return slices.over(cut_.rows(), [&](std::size_t begin, std::size_t end) {
            for (std::size_t row = begin; row < end; ++row) {
                first(row, 0);
                finishFirst(row);
                second(row, 0);
                finishSecond(row);
                write(row, 0);
            }
        });
    }

    bool longRows(Slices& slices)
    {
        slices.expectPasses(5);
        const std::uint64_t parts = cut_.rows() * cut_.pieces;
        const auto everyPart = [&](void (RowRun::*work)(std::uint64_t, std::uint64_t)) {
            return slices.over(parts, [&](std::size_t begin, std::size_t end) {
                for (std::size_t part = begin; part < end; ++part)
                    (this->*work)(part / cut_.pieces, part % cut_.pieces);
            });
        };
        const auto everyRow = [&](void (RowRun::*work)(std::uint64_t)) {
            return slices.over(cut_.rows(), [&](std::size_t begin, std::size_t end) {
                for (std::size_t row = begin; row < end; ++row)
                    (this->*work)(row);
            });
        };
        return everyPart(&RowRun::first) && everyRow(&RowRun::finishFirst)
               && everyPart(&RowRun::second) && everyRow(&RowRun::finishSecond)
               && everyPart(&RowRun::write);
    }

    const KernelInput& x_;
    const KernelOutput& y_;
    Cut cut_;
    const strips::Loops& loops_;
    bool centred_; ///< about the mean, scaled by the deviation: normalize
    double epsilon_;
    double* figure_ = nullptr;
    double* sum_ = nullptr;
};

} // namespace

Result<void> cpuSoftmax(const KernelCall& call, Slices& slices)
{
    return RowRun(call, strips::kSoftmax, false).run(slices);
}

Result<void> cpuNormalize(const KernelCall& call, Slices& slices)
{
    return RowRun(call, strips::kNormalize, true).run(slices);
}

Bytes rowScratch(const ReduceExtent& extent)
{
    return Bytes(2 * Cut(extent).figures() * sizeof(double));
}

} // namespace xpu::operators
