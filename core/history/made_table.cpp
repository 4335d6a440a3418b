#include "core/history/made_table.h"

namespace xpu::history {

Result<MadeTable> MadeTable::prepare(Database& db)
{
    Result<Statement> file = db.prepare("INSERT OR REPLACE INTO made VALUES (?,?,?,?,?)");
    if (!file)
        return tl::unexpected(file.error());
    MadeTable table;
    table.file_ = std::move(*file);
    return table;
}

Result<void> MadeTable::put(const FilesMade& made)
{
    for (const MadeFile& file : made.files)
        if (Result<void> done = file_
                                    .bind(file.path, file.stamp.size, file.stamp.mtimeNanos,
                                          file.stamp.inode, file.recipe)
                                    .run();
            !done)
            return done;
    return {};
}

Result<MadeFiles> readMade(Database& db, std::span<const std::string> paths)
{
    auto query = db.prepare("SELECT size, mtime_ns, inode, recipe FROM made WHERE path=?");
    if (!query)
        return tl::unexpected(query.error());
    MadeFiles found;
    for (const std::string& path : paths) {
        const Result<bool> row = query->bind(path).step();
        if (!row)
            return tl::unexpected(row.error());
        if (*row)
            found.insert_or_assign(
                path, MadeFile{path,
                               {static_cast<std::uint64_t>(query->get<std::int64_t>(0)),
                                query->get<std::int64_t>(1),
                                static_cast<std::uint64_t>(query->get<std::int64_t>(2))},
                               query->get<std::string>(3)});
        query->reset();
    }
    return found;
}

} // namespace xpu::history
