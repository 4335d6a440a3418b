#pragma once

#include "core/base/units.h"
#include "core/device/division.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace xpu {

/// Deals the rows of one step to devices of different speed so that they end together: guided
/// shares, large pieces first and smaller ones towards the end (HGuided), by speeds that are
/// forecast at first and then observed. Pure: time comes in with the calls.
class RowDealer {
public:
    RowDealer(std::uint64_t rows, std::uint64_t grain);

    struct Worker {
        double rate = 1;                 ///< rows a second, forecast
        Seconds overhead{0};             ///< of a piece, beside its rows
        std::uint64_t most = UINT64_MAX; ///< rows of one piece at most: what fits its memory
    };
    std::size_t join(const Worker& worker);
    /// The worker gets no more and counts no more.
    void leave(std::size_t worker);

    /// The next piece for a worker; nullopt when there is nothing left for it, which stays so unless
    /// rows are given back.
    std::optional<Rows> deal(std::size_t worker);
    /// A piece came back after `took`.
    void done(std::size_t worker, Rows rows, Seconds took);
    /// A piece that was not done goes to somebody else.
    void giveBack(Rows rows);
    /// Nothing more is dealt.
    void stop();

    std::uint64_t left() const; ///< rows not dealt
    std::uint64_t finished() const { return finished_; }
    /// Rows a second of all workers together.
    double rate() const;
    double rateOf(std::size_t worker) const { return workers_[worker].rate; }

private:
    struct State : Worker {
        bool in = true;
        bool seen = false; ///< its rate was observed
    };
    std::uint64_t share(const State& worker) const;
    std::uint64_t roundedUp(std::uint64_t rows) const;

    std::uint64_t grain_;
    std::vector<Rows> open_; ///< not dealt; the last is dealt from first
    std::vector<State> workers_;
    std::uint64_t finished_ = 0;
};

} // namespace xpu
