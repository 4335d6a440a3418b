#pragma once

#include "core/base/clock.h"
#include "core/history/writer.h"

#include <functional>
#include <string>
#include <vector>

namespace xpu {

/// The engine's side of the database: records leave in order, one transaction at a time, and what
/// may show only after its commit is told here. Engine thread only.
/// When the disk refuses, the same records are offered again until it takes them.
class Journal {
public:
    using Append = std::function<void(history::Records, history::Durability, bool urgent,
                                      history::Writer::Done)>;
    using Post = std::function<void(std::function<void()>)>;
    using Committed = std::function<void()>;

    /// @param append  hands records to the history thread
    /// @param post    brings the answer back to the engine's thread
    Journal(const Clock& clock, Append append, Post post);

    /// @param urgent  somebody waits: leave at once instead of within kGroupFor
    void add(std::vector<history::Record> records, bool urgent, Committed committed = {});
    /// Sends what is due.
    void pump();
    /// When `pump` has something to do next; infinity when never.
    Seconds nextDue() const;
    /// True when nothing waits for a commit.
    bool quiet() const { return !inFlight_ && records_.empty() && !sent_; }
    /// A sentence when the disk refused, else empty.
    const std::string& trouble() const { return trouble_; }
    /// Called when trouble begins or ends.
    void onTroubleChanged(std::function<void()> notify) { troubleChanged_ = std::move(notify); }

private:
    void answered(const Result<void>& result);
    void setTrouble(std::string text);

    const Clock& clock_;
    Append append_;
    Post post_;
    std::function<void()> troubleChanged_;
    std::vector<history::Record> records_;
    history::Records sent_; ///< kept until the disk has taken them
    std::vector<Committed> waiting_, sentWaiting_;
    bool urgent_ = false;
    bool inFlight_ = false;
    Seconds oldest_{0};
    Seconds retryAt_{0};
    std::string trouble_;
};

} // namespace xpu
