#include "core/history/why_texts.h"

namespace xpu::history {
namespace {

/// Distinct texts remembered per run; a run with more stores some of them twice.
constexpr std::size_t kRemembered = 4096;

} // namespace

Result<WhyTexts> WhyTexts::prepare(Database& db)
{
    WhyTexts texts;
    auto insert = db.prepare("INSERT INTO why (key, text) VALUES (?, ?)");
    auto ofRun =
        db.prepare("SELECT key, text FROM why WHERE key >= ?1 << 32 AND key < (?1 + 1) << 32"
                   " ORDER BY key");
    auto byKey = db.prepare("SELECT text FROM why WHERE key = ?");
    if (!insert)
        return tl::unexpected(insert.error());
    if (!ofRun)
        return tl::unexpected(ofRun.error());
    if (!byKey)
        return tl::unexpected(byKey.error());
    texts.insert_ = std::move(*insert);
    texts.ofRun_ = std::move(*ofRun);
    texts.byKey_ = std::move(*byKey);
    return texts;
}

Result<WhyTexts::OfRun*> WhyTexts::enter(std::int64_t run)
{
    if (const auto known = runs_.find(run); known != runs_.end())
        return &known->second;
    OfRun cache;
    cache.next = (run << 32) + 1;
    ofRun_.bind(run);
    while (true) {
        const Result<bool> row = ofRun_.step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
        const auto key = ofRun_.get<std::int64_t>(0);
        cache.next = key + 1;
        if (cache.keys.size() < kRemembered)
            cache.keys.emplace(ofRun_.get<std::string>(1), key);
    }
    ofRun_.reset();
    return &runs_.emplace(run, std::move(cache)).first->second;
}

Result<std::int64_t> WhyTexts::keyOf(std::int64_t run, const std::string& text)
{
    const Result<OfRun*> entered = enter(run);
    if (!entered)
        return tl::unexpected(entered.error());
    OfRun& cache = **entered;
    if (const auto known = cache.keys.find(text); known != cache.keys.end())
        return known->second;
    const std::int64_t key = cache.next;
    if (Result<void> done = insert_.bind(key, text).run(); !done)
        return tl::unexpected(done.error());
    ++cache.next;
    if (cache.keys.size() >= kRemembered)
        cache.keys.clear();
    cache.keys.emplace(text, key);
    return key;
}

Result<std::shared_ptr<const std::string>> WhyTexts::textOf(std::int64_t key)
{
    if (key == 0)
        return nullptr;
    const Result<bool> row = byKey_.bind(key).step();
    if (!row)
        return tl::unexpected(row.error());
    std::shared_ptr<const std::string> text;
    if (*row)
        text = std::make_shared<const std::string>(byKey_.get<std::string>(0));
    byKey_.reset();
    return text;
}

} // namespace xpu::history
