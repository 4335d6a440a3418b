#pragma once

// Wider vectors where the processor has them, for loops that may be written so. The
// sanitizers' run times start too late for the choice.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)         \
    && !defined(__clang__)
#define XPU_WIDEST __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define XPU_WIDEST
#endif
