#include "compute/operators/histogram/cpu_histogram.h"

#include "compute/operators/convert.h"
#include "compute/operators/fold.h"
#include "compute/operators/histogram/histogram.h"
#include "core/base/mutex.h"

#include <algorithm>
#include <array>
#include <vector>

namespace xpu::operators {
namespace {

constexpr std::size_t kChunk = 1 << 16;    // elements one thread counts at a time
constexpr std::size_t kBuffer = 2048;      // elements whose bins are found together
constexpr std::size_t kTables = 4;         // counted into in turns: equal neighbours do not wait
constexpr std::size_t kManyBins = 1 << 12; // more are counted in one table, which fits a cache

using Counts = std::vector<std::uint32_t>;

/// Finds bins in T, the type of the definition.
template <class T>
class Binning {
public:
    explicit Binning(const HistogramRange& range)
        : min_(static_cast<T>(range.min)),
          max_(static_cast<T>(range.max)),
          scale_(static_cast<T>(range.scale)),
          last_(static_cast<std::int32_t>(range.bins) - 1)
    {}

    /// `last + 1` for values that are not counted.
    std::int32_t operator()(T v) const
    {
        const bool inside = v >= min_ && v <= max_;
        const T place = inside ? (v - min_) * scale_ : T(0);
        const auto bin = std::min(static_cast<std::int32_t>(place), last_);
        return inside ? bin : last_ + 1;
    }

private:
    T min_;
    T max_;
    T scale_;
    std::int32_t last_;
};

void convertTo(const KernelInput& x, std::size_t first, std::span<float> out)
{
    toFloat(x.spec.dtype, x.data, first, out);
}

void convertTo(const KernelInput& x, std::size_t first, std::span<double> out)
{
    toDouble(x.spec.dtype, x.data, first, out);
}

/// `sizes` tables of one size, added up in the first at the end.
class Tables {
public:
    explicit Tables(std::size_t size)
        : size_(size), tables_(size > kManyBins ? 1 : kTables), counts_(size * tables_)
    {}

    template <class Index>
    void count(std::span<const Index> indices)
    {
        std::array<std::uint32_t*, kTables> table{};
        for (std::size_t t = 0; t < kTables; ++t)
            table[t] = counts_.data() + t % tables_ * size_;
        std::size_t i = 0;
        for (; i + kTables <= indices.size(); i += kTables)
            for (std::size_t t = 0; t < kTables; ++t)
                ++table[t][static_cast<std::size_t>(indices[i + t])];
        for (; i < indices.size(); ++i)
            ++table[0][static_cast<std::size_t>(indices[i])];
    }

    std::span<const std::uint32_t> total()
    {
        for (std::size_t t = 1; t < tables_; ++t)
            for (std::size_t i = 0; i < size_; ++i)
                counts_[i] += counts_[t * size_ + i];
        return std::span(counts_).first(size_);
    }

private:
    std::size_t size_;
    std::size_t tables_;
    Counts counts_;
};

/// Counts of all parts together.
class Total {
public:
    explicit Total(std::size_t size) : counts_(size) {}

    void add(std::span<const std::uint32_t> part)
    {
        const MutexLock lock(mutex_);
        for (std::size_t i = 0; i < counts_.size(); ++i)
            counts_[i] += part[i];
    }
    Counts take()
    {
        const MutexLock lock(mutex_);
        return std::move(counts_);
    }

private:
    Mutex mutex_;
    Counts counts_ XPU_GUARDED_BY(mutex_);
};

/// Runs countChunk(begin, end, tables) over all elements; empty when cancelled.
Counts countAll(std::size_t elements, std::size_t size, Slices& slices, auto countChunk)
{
    Total total(size);
    const std::size_t chunks = (elements + kChunk - 1) / kChunk;
    const bool done = slices.over(chunks, [&](std::size_t begin, std::size_t end) {
        Tables tables(size);
        for (std::size_t c = begin; c < end; ++c)
            countChunk(c * kChunk, std::min(elements, (c + 1) * kChunk), tables);
        total.add(tables.total());
    });
    return done ? total.take() : Counts{};
}

template <class T>
Counts countValues(const KernelInput& x, const HistogramRange& range, std::size_t elements,
                   Slices& slices)
{
    const Binning<T> binOf(range);
    return countAll(elements, range.bins + 1, slices,
                    [&](std::size_t begin, std::size_t end, Tables& tables) {
                        std::array<T, kBuffer> values;
                        std::array<std::int32_t, kBuffer> bins;
                        for (std::size_t at = begin; at < end; at += kBuffer) {
                            const std::size_t n = std::min(kBuffer, end - at);
                            convertTo(x, at, std::span(values).first(n));
                            std::transform(values.begin(), values.begin() + n, bins.begin(), binOf);
                            tables.count(std::span<const std::int32_t>(bins).first(n));
                        }
                    });
}

/// @param Index  the unsigned type of x's size: levels are counted by their bits
template <class Level, class Index>
Counts countLevels(const KernelInput& x, const HistogramRange& range, std::size_t elements,
                   Slices& slices)
{
    const auto* data = reinterpret_cast<const Index*>(x.data);
    const std::size_t levels = std::size_t{1} << (8 * sizeof(Index));
    const Counts byLevel =
        countAll(elements, levels, slices, [&](std::size_t begin, std::size_t end, Tables& tables) {
            tables.count(std::span(data + begin, data + end));
        });
    const Binning<float> binOf(range);
    Counts counts(byLevel.empty() ? 0 : range.bins + 1);
    for (std::size_t i = 0; i < byLevel.size(); ++i) {
        const auto level = static_cast<Level>(static_cast<Index>(i));
        counts[static_cast<std::size_t>(binOf(static_cast<float>(level)))] += byLevel[i];
    }
    return counts;
}

Counts countAs(const KernelInput& x, const HistogramRange& range, std::size_t elements,
               Slices& slices)
{
    switch (x.spec.dtype) {
    case DType::U8:
        return countLevels<std::uint8_t, std::uint8_t>(x, range, elements, slices);
    case DType::I8:
        return countLevels<std::int8_t, std::uint8_t>(x, range, elements, slices);
    case DType::U16:
        return countLevels<std::uint16_t, std::uint16_t>(x, range, elements, slices);
    case DType::I16:
        return countLevels<std::int16_t, std::uint16_t>(x, range, elements, slices);
    default:
        return foldedType(x.spec.dtype) == DType::F32
                   ? countValues<float>(x, range, elements, slices)
                   : countValues<double>(x, range, elements, slices);
    }
}

} // namespace

Result<void> cpuHistogram(const KernelCall& call, Slices& slices)
{
    const KernelInput& x = *call.input("x");
    const auto range = histogramRange(x.spec, call.params);
    if (!range)
        return fail(Errc::InvalidInput, range.error().detail);
    const Counts counts = countAs(x, *range, x.spec.shape.elements().value_or(0), slices);
    if (counts.empty())
        return fail(Errc::Cancelled, "histogram");
    std::copy_n(counts.begin(), range->bins,
                reinterpret_cast<std::uint32_t*>(call.outputs[0].data));
    return {};
}

} // namespace xpu::operators
