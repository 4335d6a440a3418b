#include "core/history/writer.h"

#include "core/base/named_thread.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

namespace xpu::history {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Seconds kLongestWait{0.1};
constexpr std::size_t kRowsPerCommit = 1000;
/// A transaction is cut here, so that the first of many rows need not wait for the last.
constexpr std::size_t kRowsPerTransaction = 8192;
constexpr Seconds kIdleWait{3600};

std::size_t rowsOf(const Record& record)
{
    const auto* steps = std::get_if<StepsFinished>(&record);
    return steps != nullptr ? steps->rows.size() : 1;
}

} // namespace

struct Writer::Item {
    Records records;
    Durability durability = Durability::Full;
    bool urgent = false;
    Done done;
    std::function<void(Store&)> question;
    bool stop = false;
};

/// Appends that wait for their commit, in order.
struct Writer::Group {
    std::vector<Item> items;
    std::size_t rows = 0;
    bool urgent = false;
    SteadyClock::time_point since;

    void add(Item item)
    {
        if (items.empty())
            since = SteadyClock::now();
        for (const Record& record : *item.records)
            rows += rowsOf(record);
        urgent = urgent || item.urgent;
        items.push_back(std::move(item));
    }
    bool due() const
    {
        return !items.empty()
               && (urgent || rows >= kRowsPerCommit || SteadyClock::now() - since >= kLongestWait);
    }
    Seconds wait() const
    {
        if (items.empty())
            return kIdleWait;
        return std::max(Seconds(0), kLongestWait - Seconds(SteadyClock::now() - since));
    }
};

Writer::Writer(std::unique_ptr<Store> store)
    : store_(std::move(store)), thread_(namedThread("xpu history", [this] { loop(); }))
{}

Writer::~Writer()
{
    Item last;
    last.stop = true;
    mailbox_.post(std::move(last));
    thread_.join();
}

void Writer::append(Records records, Durability durability, bool urgent, Done done)
{
    mailbox_.post(Item{std::move(records), durability, urgent, std::move(done), {}, false});
}

void Writer::query(std::function<void(Store&)> question)
{
    mailbox_.post(Item{nullptr, Durability::Relaxed, false, {}, std::move(question), false});
}

void Writer::loop()
{
    role_.bind();
    Group group;
    bool stopping = false;
    while (!stopping) {
        for (Item& item : mailbox_.waitAndTake(group.wait())) {
            if (item.question) {
                commit(group); // a question sees everything appended before it
                item.question(*store_);
                continue;
            }
            if (item.stop)
                stopping = true;
            else
                group.add(std::move(item));
            if (group.rows >= kRowsPerTransaction)
                commit(group);
        }
        if (stopping || group.due())
            commit(group);
    }
}

void Writer::commit(Group& group)
{
    const std::vector<Item> items = std::exchange(group, Group{}).items;
    std::vector<std::span<const Record>> all, full;
    for (const Item& item : items) {
        all.emplace_back(*item.records);
        if (item.durability == Durability::Full)
            full.emplace_back(*item.records);
    }
    const Durability strictest = full.empty() ? Durability::Relaxed : Durability::Full;
    const Result<void> together = store_->append(all, strictest);
    // Telemetry gives way first: where all of it does not fit, the queue alone may.
    const bool again = !together && !full.empty() && full.size() < all.size();
    const Result<void> fullOnly = again ? store_->append(full, Durability::Full) : together;
    for (const Item& item : items)
        if (item.done)
            item.done(item.durability == Durability::Full ? fullOnly : together);
}

} // namespace xpu::history
