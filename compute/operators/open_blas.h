#pragma once

#include <cblas.h>

#include <atomic>

namespace xpu::operators {

/// Threads of OpenBLAS from now on, for the whole process. Told only when they change: the library
/// takes a lock and may wake its threads.
inline void setOpenBlasThreads(int threads)
{
    static std::atomic<int> now = 0;
    if (now.exchange(threads) != threads)
        openblas_set_num_threads(threads);
}

} // namespace xpu::operators
