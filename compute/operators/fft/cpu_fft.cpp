#include "compute/operators/fft/cpu_fft.h"

#include "compute/operators/fft/fft.h"
#include "compute/operators/fft/fftw_plan.h"
#include "core/memory/host_block.h"

#include <atomic>
#include <vector>

namespace xpu::operators {
namespace {

constexpr std::uint64_t kWorthThreads = 1 << 15; ///< points

/// One launch: the same transform on every line of the batch.
class FftRun {
public:
    FftRun(const KernelCall& call, Slices& slices)
        : shape_(fftShape(call.inputs[0].spec, call.params)),
          widens_(!shape_.real && call.inputs[0].spec.dtype == DType::F32),
          // The library writes to neither of them unless it is asked to.
          x_(const_cast<float*>(reinterpret_cast<const float*>(call.inputs[0].data))),
          y_(reinterpret_cast<float*>(call.outputs[0].data)),
          xStep_(call.inputs[0].spec.bytes().count / sizeof(float) / shape_.batch),
          yStep_(call.outputs[0].spec.bytes().count / sizeof(float) / shape_.batch),
          slices_(slices)
    {}

    Result<void> run()
    {
        const bool ran = sharesThreads() ? oneByOne() : sideBySide();
        if (ran)
            return {};
        return fail(planless_ ? Errc::OutOfMemory : Errc::Cancelled, "fft");
    }

private:
    /// Few large transforms take all threads each; of many, every thread takes its own.
    bool sharesThreads() const
    {
        return slices_.threads() > 1 && shape_.points() >= kWorthThreads
               && shape_.batch < 2 * static_cast<std::uint64_t>(slices_.threads());
    }

    bool oneByOne()
    {
        slices_.expectPasses(shape_.inverse ? 3 : 2);
        for (std::uint64_t line = 0; line < shape_.batch; ++line) {
            if (widens_ && !slices_.over(xStep_, [&](std::size_t begin, std::size_t end) {
                    widen(line, begin, end);
                }))
                return false;
            if (slices_.cancelled() || !transform(line, slices_.threads()))
                return false;
            if (shape_.inverse && !slices_.over(yStep_, [&](std::size_t begin, std::size_t end) {
                    scale(line, begin, end);
                }))
                return false;
        }
        return true;
    }

    bool sideBySide()
    {
        return slices_.over(shape_.batch, [&](std::size_t begin, std::size_t end) {
            for (std::size_t line = begin; line < end && !planless_; ++line) {
                if (widens_)
                    widen(line, 0, xStep_);
                if (transform(line, 1) && shape_.inverse)
                    scale(line, 0, yStep_);
            }
        }) && !planless_;
    }

    void widen(std::uint64_t line, std::size_t begin, std::size_t end) const
    {
        const float* const from = x_ + line * xStep_;
        float* const to = y_ + line * yStep_;
        for (std::size_t i = begin; i < end; ++i) {
            to[2 * i] = from[i];
            to[2 * i + 1] = 0;
        }
    }

    void scale(std::uint64_t line, std::size_t begin, std::size_t end) const
    {
        const float factor = 1.0F / static_cast<float>(shape_.points());
        float* const to = y_ + line * yStep_;
        for (std::size_t i = begin; i < end; ++i)
            to[i] *= factor;
    }

    bool transform(std::uint64_t line, int threads)
    {
        float* out = y_ + line * yStep_;
        float* in = widens_ ? out : x_ + line * xStep_;
        FftwQuestion question;
        question.kind = kind();
        question.inPlace = widens_;
        question.threads = threads;
        for (const std::uint64_t length : shape_.lengths)
            question.lengths.push_back(static_cast<int>(length));
        std::vector<float> copy;
        if (question.kind == FftwQuestion::Kind::RealBackward && question.lengths.size() > 1) {
            copy.assign(in, in + xStep_);
            in = copy.data();
        }
        question.aligned = fftwf_alignment_of(in) == 0 && fftwf_alignment_of(out) == 0;
        const FftwPlan plan = fftwPlan(question, in, out);
        if (plan == nullptr) {
            planless_ = true;
            return false;
        }
        execute(question.kind, plan.get(), in, out);
        return true;
    }

    FftwQuestion::Kind kind() const
    {
        if (shape_.real)
            return shape_.inverse ? FftwQuestion::Kind::RealBackward
                                  : FftwQuestion::Kind::RealForward;
        return shape_.inverse ? FftwQuestion::Kind::Backward : FftwQuestion::Kind::Forward;
    }

    static void execute(FftwQuestion::Kind kind, fftwf_plan plan, float* in, float* out)
    {
        auto* const complexIn = reinterpret_cast<fftwf_complex*>(in);
        auto* const complexOut = reinterpret_cast<fftwf_complex*>(out);
        if (kind == FftwQuestion::Kind::RealForward)
            fftwf_execute_dft_r2c(plan, in, complexOut);
        else if (kind == FftwQuestion::Kind::RealBackward)
            fftwf_execute_dft_c2r(plan, complexIn, out);
        else
            fftwf_execute_dft(plan, complexIn, complexOut);
    }

    FftShape shape_;
    bool widens_; ///< takes real values as complex ones
    float* x_;
    float* y_;
    std::size_t xStep_; ///< floats of a line of the batch
    std::size_t yStep_;
    Slices& slices_;
    std::atomic<bool> planless_{false}; ///< FFTW had no memory for one
};

} // namespace

Result<void> cpuFft(const KernelCall& call, Slices& slices)
{
    if (call.outputs[0].spec.shape.elements() == 0)
        return {};
    return FftRun(call, slices).run();
}

} // namespace xpu::operators
