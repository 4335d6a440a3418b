#pragma once

#include <fftw3.h>

#include <compare>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

namespace xpu::operators {

/// One transform by FFTW, to be run on many arrays.
struct FftwQuestion {
    enum class Kind : std::uint8_t { Forward, Backward, RealForward, RealBackward };
    Kind kind = Kind::Forward;
    std::vector<int> lengths;
    bool inPlace = false;
    bool aligned = false; ///< arrays begin at multiples of 16 bytes
    int threads = 1;

    auto operator<=>(const FftwQuestion&) const = default;
};

using FftwPlan = std::shared_ptr<std::remove_pointer_t<fftwf_plan>>;

/// The plan for a question, made now or earlier: FFTW's planner is one for the process and is asked
/// by one thread at a time. Plans may run on several threads at once.
/// @param in, out  arrays like those it is to run on; they are not touched
/// @return null when FFTW has none, for want of memory
FftwPlan fftwPlan(const FftwQuestion& question, float* in, float* out);

} // namespace xpu::operators
