#include "compute/operators/fft/fftw_plan.h"

#include "core/base/mutex.h"

#include <map>
#include <utility>

namespace xpu::operators {
namespace {

constexpr std::size_t kMostPlans = 64;

fftwf_plan make(const FftwQuestion& question, float* in, float* out)
{
    // Estimating leaves the arrays alone; measuring takes longer than most transforms.
    unsigned flags = FFTW_ESTIMATE | (question.aligned ? 0U : FFTW_UNALIGNED);
    const auto rank = static_cast<int>(question.lengths.size());
    const int* const lengths = question.lengths.data();
    auto* const complexIn = reinterpret_cast<fftwf_complex*>(in);
    auto* const complexOut = reinterpret_cast<fftwf_complex*>(out);
    switch (question.kind) {
    case FftwQuestion::Kind::RealForward:
        return fftwf_plan_dft_r2c(rank, lengths, in, complexOut, flags);
    case FftwQuestion::Kind::RealBackward:
        if (rank == 1) // those of more axes cannot leave their input alone
            flags |= FFTW_PRESERVE_INPUT;
        return fftwf_plan_dft_c2r(rank, lengths, complexIn, out, flags);
    case FftwQuestion::Kind::Forward:
        return fftwf_plan_dft(rank, lengths, complexIn, complexOut, FFTW_FORWARD, flags);
    case FftwQuestion::Kind::Backward:
        break;
    }
    return fftwf_plan_dft(rank, lengths, complexIn, complexOut, FFTW_BACKWARD, flags);
}

class Planner {
public:
    Planner() { fftwf_init_threads(); }

    FftwPlan find(const FftwQuestion& question, float* in, float* out)
    {
        std::map<FftwQuestion, FftwPlan> forgotten; // destroyed without the lock, which they take
        const MutexLock lock(mutex_);
        if (const auto known = plans_.find(question); known != plans_.end())
            return known->second;
        if (plans_.size() >= kMostPlans)
            forgotten = std::exchange(plans_, {});
        fftwf_plan_with_nthreads(question.threads);
        const fftwf_plan made = make(question, in, out);
        if (made == nullptr)
            return nullptr;
        FftwPlan plan(made, [this](fftwf_plan old) {
            const MutexLock planning(mutex_);
            fftwf_destroy_plan(old);
        });
        plans_.emplace(question, plan);
        return plan;
    }

private:
    Mutex mutex_;
    std::map<FftwQuestion, FftwPlan> plans_ XPU_GUARDED_BY(mutex_);
};

} // namespace

FftwPlan fftwPlan(const FftwQuestion& question, float* in, float* out)
{
    static Planner planner;
    return planner.find(question, in, out);
}

} // namespace xpu::operators
