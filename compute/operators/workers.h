#pragma once

#include <oneapi/tbb/task_arena.h>

#include <cstddef>
#include <functional>

namespace xpu::operators {

/// Some threads of oneTBB's pool, the calling one among them. Cheap to make.
class Workers {
public:
    explicit Workers(int threads) : arena_(threads) {}

    /// Runs body(begin, end) over parts of at least `grain` that cover [begin, end) once.
    void run(std::size_t begin, std::size_t end, std::size_t grain,
             const std::function<void(std::size_t, std::size_t)>& body);

private:
    oneapi::tbb::task_arena arena_;
};

} // namespace xpu::operators
