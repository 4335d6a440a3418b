#include "compute/operators/sort/cpu_sort.h"

#include "compute/operators/params.h"
#include "compute/operators/sort/sort.h"
#include "compute/operators/sort/sort_keys.h"
#include "core/memory/host_block.h"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_sort.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <compare>
#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>

namespace xpu::operators {
namespace {

constexpr std::size_t kLongRow = 1 << 16;  ///< worth all threads
constexpr std::size_t kLongWork = 1 << 21; ///< takes long enough to be cancelled
constexpr std::chrono::milliseconds kLook{5};

/// A key with the place it came from, so that equal keys keep their order.
template <class Word>
struct Placed {
    Word key;
    std::uint32_t place;
    auto operator<=>(const Placed&) const = default;
};
/// The same in one number, which is compared faster.
using Packed = std::uint64_t;

template <class Word>
constexpr bool kPacks = sizeof(Word) <= sizeof(std::uint32_t);
template <class Word>
using Entry = std::conditional_t<kPacks<Word>, Packed, Placed<Word>>;

template <class Word>
Entry<Word> entry(Word key, std::uint32_t place)
{
    if constexpr (kPacks<Word>)
        return Packed{key} << 32 | place;
    else
        return {key, place};
}
template <class Word>
Word keyOf(const Entry<Word>& e)
{
    if constexpr (kPacks<Word>)
        return static_cast<Word>(e >> 32);
    else
        return e.key;
}
template <class Word>
std::uint32_t placeOf(const Entry<Word>& e)
{
    if constexpr (kPacks<Word>)
        return static_cast<std::uint32_t>(e);
    else
        return e.place;
}

/// Ends a sort of oneTBB's when the launch is cancelled, which it has no word for itself.
class Watchman {
public:
    Watchman(const Slices& slices, oneapi::tbb::task_group_context& work)
        : thread_([this, &slices, &work](const std::stop_token& stop) {
              std::unique_lock lock(mutex_);
              while (!stop.stop_requested() && !slices.cancelled())
                  over_.wait_for(lock, stop, kLook, [] { return false; });
              if (slices.cancelled())
                  work.cancel_group_execution();
          })
    {}

private:
    std::mutex mutex_;
    std::condition_variable_any over_;
    std::jthread thread_; // last: it uses what is above
};

/// False when cancelled before the end.
template <class T>
bool sortLong(std::span<T> values, const Slices& slices)
{
    oneapi::tbb::task_arena arena(slices.threads());
    arena.execute([&] {
        oneapi::tbb::task_group_context context;
        std::optional<Watchman> watchman;
        if (values.size() >= kLongWork)
            watchman.emplace(slices, context);
        // What is started inside is cancelled with the context.
        oneapi::tbb::parallel_for(
            0, 1, [&](int) { oneapi::tbb::parallel_sort(values.begin(), values.end()); }, context);
    });
    return !slices.cancelled();
}

/// One launch on elements of one dtype.
template <class Word, class Key>
class SortRun {
public:
    SortRun(const KernelCall& call, Slices& slices)
        : x_(reinterpret_cast<const Word*>(call.inputs[0].data)),
          y_(reinterpret_cast<Word*>(call.outputs[0].data)),
          index_(call.outputs.size() > 1 ? reinterpret_cast<std::int32_t*>(call.outputs[1].data)
                                         : nullptr),
          extent_(sortExtent(call.inputs[0].spec)),
          flip_(flag(call.params, "descending") ? static_cast<Word>(~Word{}) : Word{}),
          slices_(slices)
    {}

    Result<void> run()
    {
        const bool together = extent_.length < kLongRow;
        const auto ran = index_ != nullptr ? (together ? placedRows() : placedLongRows())
                                           : (together ? shortRows() : longRows());
        if (!ran)
            return tl::unexpected(ran.error());
        return *ran ? Result<void>() : fail(Errc::Cancelled, "sort");
    }

private:
    Word encode(Word bits) const { return static_cast<Word>(Key::encode(bits) ^ flip_); }
    Word decode(Word key) const { return Key::decode(static_cast<Word>(key ^ flip_)); }

    /// Rows that one thread sorts while they are in its cache.
    Result<bool> shortRows()
    {
        return slices_.over(extent_.rows, [&](std::size_t begin, std::size_t end) {
            for (std::size_t row = begin; row < end; ++row) {
                const Word* const from = x_ + row * extent_.length;
                const std::span<Word> keys(y_ + row * extent_.length, extent_.length);
                std::transform(from, from + extent_.length, keys.begin(),
                               [this](Word bits) { return encode(bits); });
                std::sort(keys.begin(), keys.end());
                for (Word& key : keys)
                    key = decode(key);
            }
        });
    }

    Result<bool> longRows()
    {
        const std::size_t count = extent_.rows * extent_.length;
        slices_.expectPasses(2);
        bool going = slices_.over(count, [&](std::size_t begin, std::size_t end) {
            std::transform(x_ + begin, x_ + end, y_ + begin,
                           [this](Word bits) { return encode(bits); });
        });
        for (std::size_t row = 0; going && row < extent_.rows; ++row)
            going = sortLong(std::span(y_ + row * extent_.length, extent_.length), slices_);
        return going && slices_.over(count, [&](std::size_t begin, std::size_t end) {
            std::transform(y_ + begin, y_ + end, y_ + begin,
                           [this](Word key) { return decode(key); });
        });
    }

    void take(std::size_t row, std::span<Entry<Word>> entries, std::size_t begin, std::size_t end)
    {
        const Word* const from = x_ + row * extent_.length;
        for (std::size_t i = begin; i < end; ++i)
            entries[i] = entry(encode(from[i]), static_cast<std::uint32_t>(i));
    }
    void give(std::size_t row, std::span<const Entry<Word>> entries, std::size_t begin,
              std::size_t end)
    {
        const std::size_t start = row * extent_.length;
        for (std::size_t i = begin; i < end; ++i) {
            y_[start + i] = decode(keyOf<Word>(entries[i]));
            index_[start + i] = static_cast<std::int32_t>(placeOf<Word>(entries[i]));
        }
    }

    Result<bool> placedRows()
    {
        return slices_.over(extent_.rows, [&](std::size_t begin, std::size_t end) {
            std::vector<Entry<Word>> entries(extent_.length);
            for (std::size_t row = begin; row < end; ++row) {
                take(row, entries, 0, extent_.length);
                std::sort(entries.begin(), entries.end());
                give(row, entries, 0, extent_.length);
            }
        });
    }

    Result<bool> placedLongRows()
    {
        auto scratch = HostBlock::allocate(Bytes(extent_.length * sizeof(Entry<Word>)));
        if (!scratch)
            return tl::unexpected(scratch.error());
        const std::span<Entry<Word>> entries = (*scratch)->template as<Entry<Word>>();
        slices_.expectPasses(static_cast<int>(2 * extent_.rows));
        bool going = true;
        for (std::size_t row = 0; going && row < extent_.rows; ++row) {
            going = slices_.over(extent_.length, [&](std::size_t begin, std::size_t end) {
                take(row, entries, begin, end);
            });
            going = going && sortLong(entries, slices_)
                    && slices_.over(extent_.length, [&](std::size_t begin, std::size_t end) {
                           give(row, entries, begin, end);
                       });
        }
        return going;
    }

    const Word* x_;
    Word* y_;
    std::int32_t* index_;
    SortExtent extent_;
    Word flip_;
    Slices& slices_;
};

} // namespace

Result<void> cpuSort(const KernelCall& call, Slices& slices)
{
    return withSortKey(call.inputs[0].spec.dtype, [&](auto word, auto key) {
        return SortRun<decltype(word), decltype(key)>(call, slices).run();
    });
}

} // namespace xpu::operators
