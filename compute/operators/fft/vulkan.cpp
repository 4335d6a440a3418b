#include "compute/operators/fft/fft.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <utility>

namespace xpu::vulkan {

namespace {

using operators::FftShape;

/// kMode of fft_move.comp.
enum Move : std::uint32_t {
    Copy = 0,
    Halve = 1,
    Complete = 2,
    RealParts = 3,
    TimesChirp = 4,
    Factor = 5,
    TimesFactor = 6,
    FromChirp = 7,
};

/// An axis of complex numbers seen as [outer, length, inner].
struct Axis {
    std::uint64_t outer;
    std::uint64_t length;
    std::uint64_t inner;
    std::uint64_t points() const { return outer * length * inner; }
};

/// Two arrays that passes read and write in turn.
struct Pair {
    Slot from;
    Slot to;
};

/// The passes of a transform, axis by axis, the last of them into the output.
class FftPlan {
public:
    explicit FftPlan(const PlanRequest& request)
        : request_(request), shape_(operators::fftShape(request.inputs[0].spec, request.params))
    {}

    Plan make()
    {
        arrays_ = {scratch(mostPoints()), scratch(mostPoints())};
        current_ = input(0);
        real_ = request_.inputs[0].spec.dtype == DType::F32;
        const std::size_t last = shape_.lengths.size() - 1;
        if (shape_.real && !shape_.inverse) {
            alongAxis(last, shape_.lengths[last]);
            halve();
        }
        for (std::size_t axis = shape_.lengths.size(); axis-- > 0;)
            if (!shape_.real || axis != last)
                alongAxis(axis, shape_.real ? shape_.half() : shape_.lengths[last]);
        if (shape_.real && shape_.inverse) {
            complete();
            alongAxis(last, shape_.lengths[last]);
            move(RealParts, {1, shape_.batch * shape_.points(), 1}, 0, backward());
        } else if (plan_.dispatches.empty() || shape_.inverse) {
            move(Copy, {1, shape_.batch * shape_.points(), 1}, 0, backward());
        }
        plan_.dispatches.back().buffers[1] = output(0);
        return std::move(plan_);
    }

private:
    double backward() const
    {
        return shape_.inverse ? 1.0 / static_cast<double>(shape_.points()) : 1.0;
    }

    std::uint64_t mostPoints() const
    {
        const std::uint64_t all = shape_.batch * shape_.points();
        std::uint64_t most =
            std::max(all, shape_.batch * (all / shape_.batch / shape_.lengths.back())
                              * (shape_.real ? shape_.half() : 0));
        for (const std::uint64_t length : shape_.lengths)
            if (length > 1 && operators::fftRadices(length).empty())
                most = std::max(most, all / length * operators::convolutionLength(length));
        return most;
    }

    Slot scratch(std::uint64_t points)
    {
        plan_.temporaries.emplace_back(points * 8);
        return temporary(plan_.temporaries.size() - 1);
    }

    /// e^(-2 pi i u / length): for u < split, then for the multiples of split.
    std::pair<Slot, std::uint32_t> roots(std::uint64_t length)
    {
        const std::uint64_t split =
            std::bit_ceil(static_cast<std::uint64_t>(std::sqrt(static_cast<double>(length))) + 1);
        std::vector<float> table;
        const auto add = [&](std::uint64_t u) {
            const double angle =
                -2 * std::numbers::pi * static_cast<double>(u) / static_cast<double>(length);
            table.push_back(static_cast<float>(std::cos(angle)));
            table.push_back(static_cast<float>(std::sin(angle)));
        };
        for (std::uint64_t u = 0; u < split; ++u)
            add(u);
        for (std::uint64_t u = 0; u <= length; u += split)
            add(u);
        plan_.constants.push_back(bytesOf(std::span<const float>(table)));
        return {constant(plan_.constants.size() - 1), static_cast<std::uint32_t>(split)};
    }

    /// @param last  points the last axis is stored as
    void alongAxis(std::size_t axis, std::uint64_t last)
    {
        Axis a{shape_.batch, shape_.lengths[axis], 1};
        for (std::size_t i = 0; i < axis; ++i)
            a.outer *= shape_.lengths[i];
        for (std::size_t i = axis + 1; i < shape_.lengths.size(); ++i)
            a.inner *= i + 1 == shape_.lengths.size() ? last : shape_.lengths[i];
        if (a.length == 1)
            return;
        const auto radices = operators::fftRadices(a.length);
        if (!radices.empty())
            current_ = passes(a, radices, current_, arrays_, shape_.inverse);
        else
            convolve(a);
        real_ = false;
    }

    /// @param between  the result is in one of them
    Slot passes(const Axis& a, const std::vector<std::uint32_t>& radices, Slot from, Pair between,
                bool inverse)
    {
        const auto [table, split] = roots(a.length);
        std::uint64_t done = 1;
        for (const std::uint32_t radix : radices) {
            const Slot to = from == between.from ? between.to : between.from;
            const std::uint64_t count = a.points() / radix;
            const Push push{static_cast<std::uint32_t>(count),
                            static_cast<std::uint32_t>(a.length),
                            static_cast<std::uint32_t>(a.inner),
                            static_cast<std::uint32_t>(done),
                            split,
                            1.0F};
            const bool real = std::exchange(real_, false);
            dispatch(kernels::fft(), {radix, inverse ? 1U : 0U, real ? 1U : 0U}, {from, to, table},
                     push, 10.0 * radix);
            done *= radix;
            from = to;
        }
        return from;
    }

    /// A transform of any length as one of a power of two, forth and back.
    void convolve(const Axis& a)
    {
        const std::uint64_t m = operators::convolutionLength(a.length);
        const Axis wide{a.outer, m, a.inner};
        const auto radices = operators::fftRadices(m);
        const auto [table, split] = roots(2 * a.length);
        const Pair factors{scratch(m), scratch(m)};
        const Slot lines = current_ == arrays_.from ? arrays_.to : arrays_.from;
        const bool real = std::exchange(real_, false);
        const auto step = [&](Move mode, std::uint64_t count, Slot from, Slot to, Slot other,
                              double scale, bool isReal) {
            const Push push{static_cast<std::uint32_t>(count),
                            static_cast<std::uint32_t>(a.length),
                            static_cast<std::uint32_t>(mode == Factor ? 1 : a.inner),
                            static_cast<std::uint32_t>(m),
                            split,
                            static_cast<float>(scale)};
            dispatch(kernels::fftMove(), {mode, shape_.inverse ? 1U : 0U, isReal ? 1U : 0U},
                     {from, to, other}, push, mode == TimesFactor ? 8.0 : 300.0);
        };
        step(Factor, m, factors.to, factors.from, table, 1, false);
        const Slot factor = passes({1, m, 1}, radices, factors.from, factors, false);
        step(TimesChirp, wide.points(), current_, lines, table, 1, real);
        Slot at = passes(wide, radices, lines, arrays_, false);
        const Slot product = at == arrays_.from ? arrays_.to : arrays_.from;
        step(TimesFactor, wide.points(), at, product, factor, 1, false);
        at = passes(wide, radices, product, arrays_, true);
        current_ = at == arrays_.from ? arrays_.to : arrays_.from;
        step(FromChirp, a.points(), at, current_, table, 1.0 / static_cast<double>(m), false);
    }

    void halve()
    {
        const std::uint64_t lines = shape_.batch * shape_.points() / shape_.lengths.back();
        move(Halve, {lines, shape_.lengths.back(), 1}, shape_.half(), 1);
    }

    void complete()
    {
        const std::uint64_t lines = shape_.batch * shape_.points() / shape_.lengths.back();
        move(Complete, {lines, shape_.lengths.back(), 1}, shape_.half(), 1);
    }

    void move(Move mode, const Axis& a, std::uint64_t other, double scale)
    {
        const std::uint64_t count = mode == Halve ? a.outer * other : a.points();
        const Push push{static_cast<std::uint32_t>(count),
                        static_cast<std::uint32_t>(a.length),
                        1,
                        static_cast<std::uint32_t>(other),
                        1,
                        static_cast<float>(scale)};
        const Slot to = current_ == arrays_.from ? arrays_.to : arrays_.from;
        dispatch(kernels::fftMove(), {mode, 0, std::exchange(real_, false) ? 1U : 0U},
                 {current_, to, current_}, push, 2);
        current_ = to;
    }

    /// The push constants of both shaders.
    struct Push {
        std::uint32_t count;
        std::uint32_t length;
        std::uint32_t inner;
        std::uint32_t other; ///< or the radices done
        std::uint32_t split;
        float scale;
    };

    void dispatch(Kernel kernel, std::vector<std::uint32_t> constants, std::vector<Slot> buffers,
                  const Push& push, double workEach)
    {
        const std::uint32_t group = request_.traits.tuning.lineGroup;
        constants.insert(constants.begin(), group);
        plan_.dispatches.push_back({std::move(kernel), std::move(constants), std::move(buffers),
                                    pushOf(push), lineGroups(push.count, group, request_.traits),
                                    workEach * push.count});
    }

    const PlanRequest& request_;
    FftShape shape_;
    Pair arrays_;
    Slot current_;      ///< where the values are
    bool real_ = false; ///< they are real numbers
    Plan plan_;
};

} // namespace

PlanResult planFft(const PlanRequest& request)
{
    if (request.outputs[0].shape.elements() == 0)
        return Plan{};
    Plan plan = FftPlan(request).make();
    if (std::string reason = launch::rangeReason(plan, request.traits.maxRange); !reason.empty())
        return tl::unexpected(std::move(reason));
    return plan;
}

} // namespace xpu::vulkan
