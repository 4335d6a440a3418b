#include "core/history/words.h"

#include <algorithm>

namespace xpu::history {

Result<Words> Words::load(Database& db)
{
    Words words;
    auto insert = db.prepare("INSERT INTO word (id, text) VALUES (?, ?)");
    if (!insert)
        return tl::unexpected(insert.error());
    words.insert_ = std::move(*insert);
    auto all = db.prepare("SELECT id, text FROM word");
    if (!all)
        return tl::unexpected(all.error());
    while (true) {
        const Result<bool> row = all->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return words;
        const auto id = all->get<std::int64_t>(0);
        words.ids_.emplace(all->get<std::string>(1), id);
        words.texts_.emplace(id, all->get<std::string>(1));
        words.last_ = std::max(words.last_, id);
    }
}

Result<std::int64_t> Words::idOf(const std::string& text)
{
    if (text.empty())
        return 0;
    if (const auto known = ids_.find(text); known != ids_.end())
        return known->second;
    const std::int64_t id = last_ + 1;
    if (Result<void> done = insert_.bind(id, text).run(); !done)
        return tl::unexpected(done.error());
    ids_.emplace(text, id);
    texts_.emplace(id, text);
    last_ = id;
    return id;
}

const std::string& Words::textOf(std::int64_t id) const
{
    static const std::string kNone;
    const auto known = texts_.find(id);
    return known == texts_.end() ? kNone : known->second;
}

} // namespace xpu::history
