#pragma once

#include "core/base/units.h"

#include <atomic>
#include <cstddef>
#include <functional>

namespace xpu::operators {

/// Spreads a loop over CPU threads in slices of 5-20 ms, so that a changed thread budget, a
/// cancellation and progress take effect within a launch. Used by one thread at a time.
class Slices {
public:
    struct Options {
        int granted = 0; ///< threads the engine granted this launch; 0 = the whole budget
        const std::atomic<int>* budget = nullptr; ///< threads of the device right now
        const std::atomic<bool>* cancelled = nullptr;
        std::function<void(double percent)> progress; ///< may be empty
    };

    explicit Slices(Options options);

    /// Runs body(begin, end) over parts that cover [0, count) once.
    /// @return false when cancelled before the end
    bool over(std::size_t count, const std::function<void(std::size_t, std::size_t)>& body);
    /// Runs body(begin, end, threads) on the calling thread, for libraries with threads of their own.
    /// @param first  size of the first slice; later ones follow the clock
    bool overSerially(std::size_t count, std::size_t first,
                      const std::function<void(std::size_t, std::size_t, int)>& body);
    /// Tells `progress` that this kernel goes through its data `passes` times.
    void expectPasses(int passes) { passes_ = passes; }
    /// Threads in force at this moment, >= 1.
    int threads() const;
    bool cancelled() const;
    /// Slices run so far, over all loops.
    std::size_t slicesRun() const { return slicesRun_; }

private:
    /// @param shared  a slice has an item for every thread
    bool loop(std::size_t count, std::size_t first, bool shared,
              const std::function<void(std::size_t, std::size_t, int)>& runSlice);
    void report(std::size_t done, std::size_t count) const;

    Options options_;
    int passes_ = 1;
    int passesDone_ = 0;
    std::size_t slicesRun_ = 0;
};

} // namespace xpu::operators
