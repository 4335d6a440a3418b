#include "core/plan/row_dealer.h"

#include <algorithm>
#include <cmath>

namespace xpu {
namespace {

/// A piece is this part of what a worker would do of the rows left; a smaller one as long as some
/// speed is only forecast, which may be wrong by a factor of two either way.
constexpr double kParts = 4;
constexpr double kFirstParts = 8;
/// A piece lasts at least so many times its overhead.
constexpr double kWorth = 10;
/// Weight of the latest observation; the first one replaces most of the forecast.
constexpr double kLatest = 0.5;
constexpr double kFirst = 0.9;

} // namespace

RowDealer::RowDealer(std::uint64_t rows, std::uint64_t grain)
    : grain_(std::max<std::uint64_t>(1, grain))
{
    if (rows > 0)
        open_.push_back({0, rows});
}

std::size_t RowDealer::join(const Worker& worker)
{
    workers_.push_back({worker});
    workers_.back().rate = std::max(worker.rate, 1e-9);
    return workers_.size() - 1;
}

void RowDealer::leave(std::size_t worker) { workers_[worker].in = false; }

void RowDealer::stop() { open_.clear(); }

std::uint64_t RowDealer::left() const
{
    std::uint64_t rows = 0;
    for (const Rows& open : open_)
        rows += open.count();
    return rows;
}

double RowDealer::rate() const
{
    double sum = 0;
    for (const State& worker : workers_)
        sum += worker.in ? worker.rate : 0;
    return sum;
}

std::uint64_t RowDealer::roundedUp(std::uint64_t rows) const
{
    return (rows + grain_ - 1) / grain_ * grain_;
}

/// Rows of the worker's next piece; 0 when the others are done sooner without it.
std::uint64_t RowDealer::share(const State& worker) const
{
    const auto open = static_cast<double>(left());
    const double all = rate();
    const bool sure = std::all_of(workers_.begin(), workers_.end(),
                                  [](const State& other) { return other.seen || !other.in; });
    const double guided = open * worker.rate / all / (sure ? kParts : kFirstParts);
    const double least = worker.rate * worker.overhead.count() * kWorth;
    const double rows = std::max({guided, least, 1.0});
    const double others = all - worker.rate;
    // It would still be at it when the others have done the rest of the rows.
    const double own = std::min(rows, open) / worker.rate + worker.overhead.count();
    const bool fastest = std::none_of(workers_.begin(), workers_.end(), [&](const State& other) {
        return other.in && other.rate > worker.rate;
    });
    if (!fastest && rows > guided && own > open / others)
        return 0;
    return static_cast<std::uint64_t>(std::min(std::ceil(rows), 0x1p62));
}

std::optional<Rows> RowDealer::deal(std::size_t worker)
{
    const State& state = workers_[worker];
    if (open_.empty() || !state.in)
        return std::nullopt;
    std::uint64_t rows = share(state);
    if (rows == 0)
        return std::nullopt;
    rows = roundedUp(rows);
    if (rows > state.most)
        rows = std::max(grain_, state.most / grain_ * grain_);
    Rows& open = open_.back();
    const Rows piece{open.first, std::min(open.end, open.first + rows)};
    open.first = piece.end;
    if (open.count() == 0)
        open_.pop_back();
    return piece;
}

void RowDealer::done(std::size_t worker, Rows rows, Seconds took)
{
    finished_ += rows.count();
    State& state = workers_[worker];
    const double time = std::max(took.count() - state.overhead.count(), took.count() / 2);
    if (!(time > 0) || rows.count() == 0)
        return;
    const double seen = static_cast<double>(rows.count()) / time;
    const double weight = state.seen ? kLatest : kFirst;
    state.rate = 1 / (weight / seen + (1 - weight) / state.rate);
    state.seen = true;
}

void RowDealer::giveBack(Rows rows)
{
    if (!open_.empty() && open_.back().first == rows.end)
        open_.back().first = rows.first;
    else if (rows.count() > 0)
        open_.push_back(rows);
}

} // namespace xpu
