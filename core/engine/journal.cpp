#include "core/engine/journal.h"

#include <iterator>
#include <limits>
#include <utility>

namespace xpu {
namespace {

/// Together with the commit itself this stays under the 100 ms a finished step may stay unshown.
constexpr Seconds kGroupFor{0.05};
constexpr std::size_t kGroupRows = 1000;
constexpr Seconds kRetryAfter{1.0};

std::string sentenceFor(const Error& error)
{
    const std::string what = error.code == Errc::NoSpace
                                 ? "The disk is full, history waits for space"
                                 : "History cannot be written";
    return what + (error.context.empty() ? "." : ": " + error.context);
}

} // namespace

Journal::Journal(const Clock& clock, Append append, Post post)
    : clock_(clock), append_(std::move(append)), post_(std::move(post))
{}

void Journal::add(std::vector<history::Record> records, bool urgent, Committed committed)
{
    if (records_.empty())
        oldest_ = clock_.now();
    records_.insert(records_.end(), std::make_move_iterator(records.begin()),
                    std::make_move_iterator(records.end()));
    if (committed)
        waiting_.push_back(std::move(committed));
    urgent_ = urgent_ || urgent;
}

Seconds Journal::nextDue() const
{
    if (inFlight_ || (records_.empty() && !sent_))
        return Seconds(std::numeric_limits<double>::infinity());
    if (sent_)
        return retryAt_;
    const bool now = urgent_ || records_.size() >= kGroupRows;
    return now ? Seconds{0} : oldest_ + kGroupFor;
}

void Journal::pump()
{
    if (nextDue() > clock_.now())
        return;
    if (!sent_) {
        sent_ = std::make_shared<const std::vector<history::Record>>(std::exchange(records_, {}));
        sentWaiting_ = std::exchange(waiting_, {});
        urgent_ = false;
    }
    inFlight_ = true;
    // A copy of post_: the history thread may still be inside it when the engine has gone.
    append_(sent_, history::Durability::Full, true,
            [this, post = post_](const Result<void>& result) {
                post([this, result] { answered(result); });
            });
}

void Journal::answered(const Result<void>& result)
{
    inFlight_ = false;
    if (!result) {
        retryAt_ = clock_.now() + kRetryAfter;
        setTrouble(sentenceFor(result.error()));
        return;
    }
    sent_.reset();
    const std::vector<Committed> told = std::exchange(sentWaiting_, {});
    setTrouble({});
    for (const Committed& committed : told)
        committed();
    pump();
}

void Journal::setTrouble(std::string text)
{
    if (text == trouble_)
        return;
    trouble_ = std::move(text);
    if (troubleChanged_)
        troubleChanged_();
}

} // namespace xpu
