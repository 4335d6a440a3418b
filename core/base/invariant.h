#pragma once

#include <stdexcept>

namespace xpu {

/// Thrown by XPU_INVARIANT; the engine catches it at the border of the task it was working on.
struct BrokenInvariant : std::logic_error {
    using std::logic_error::logic_error;
};

} // namespace xpu

/// Checked in every preset: a wrong state must stop its task, never go on.
#define XPU_INVARIANT(condition, what)                                                             \
    do {                                                                                           \
        if (!(condition))                                                                          \
            throw ::xpu::BrokenInvariant(what);                                                    \
    } while (false)
