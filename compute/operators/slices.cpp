#include "compute/operators/slices.h"

#include "compute/operators/workers.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

namespace xpu::operators {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Seconds kWanted{0.010};

std::size_t nextSlice(std::size_t slice, Seconds took)
{
    // At most 8-fold growth: one lucky fast slice must not make the next one long.
    const double factor = std::clamp(kWanted.count() / std::max(took.count(), 1e-6), 0.1, 8.0);
    return std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(slice) * factor));
}

} // namespace

Slices::Slices(Options options) : options_(std::move(options)) {}

int Slices::threads() const
{
    const int fallback = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const int budget = options_.budget != nullptr ? options_.budget->load() : fallback;
    const int granted = options_.granted > 0 ? options_.granted : budget;
    return std::max(1, std::min(budget, granted));
}

bool Slices::cancelled() const
{
    return options_.cancelled != nullptr && options_.cancelled->load();
}

bool Slices::over(std::size_t count, const std::function<void(std::size_t, std::size_t)>& body)
{
    std::optional<Workers> workers;
    int threadsNow = 0;
    const auto each = [&](std::size_t begin, std::size_t end, int wanted) {
        if (wanted != threadsNow) {
            workers.emplace(wanted);
            threadsNow = wanted;
        }
        workers->run(begin, end, 1, body);
    };
    return loop(count, count / 64, true, each);
}

bool Slices::overSerially(std::size_t count, std::size_t first,
                          const std::function<void(std::size_t, std::size_t, int)>& body)
{
    return loop(count, first, false, body);
}

bool Slices::loop(std::size_t count, std::size_t first, bool shared,
                  const std::function<void(std::size_t, std::size_t, int)>& runSlice)
{
    std::size_t slice = std::max<std::size_t>(1, first);
    for (std::size_t begin = 0; begin < count;) {
        if (cancelled())
            return false;
        const int wanted = threads();
        const std::size_t least = shared ? static_cast<std::size_t>(wanted) : 1;
        const std::size_t end = begin + std::min(std::max(slice, least), count - begin);
        const auto before = Clock::now();
        runSlice(begin, end, wanted);
        slice = nextSlice(end - begin, Clock::now() - before);
        ++slicesRun_;
        begin = end;
        report(begin, count);
    }
    ++passesDone_;
    return true;
}

void Slices::report(std::size_t done, std::size_t count) const
{
    if (!options_.progress)
        return;
    const double share = passesDone_ + static_cast<double>(done) / static_cast<double>(count);
    options_.progress(std::min(100.0, 100.0 * share / passes_));
}

} // namespace xpu::operators
