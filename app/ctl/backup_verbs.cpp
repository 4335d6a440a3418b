#include "app/assembly/check_place.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/verbs.h"
#include "core/history/restore.h"
#include "core/history/store.h"
#include "core/settings/data_folder.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace xpu::ctl {

int backup(const Invocation& call)
{
    // Reading beside an owner that writes is what the database is good at: no need to ask it.
    const std::string database = assembly::dataFolderOr(call.value("--data-dir")) + "/xpu.sqlite";
    const auto store = history::Store::openReadOnly(database);
    if (!store)
        return complain(call, store.error());
    const std::string file = absolutePath(call.operands.front());
    if (const Result<void> written = (*store)->backup(file); !written)
        return complain(call, written.error());
    if (call.has("--json"))
        printJson({{"backup", file}});
    else
        std::printf("backup: %s\n", file.c_str());
    return Done;
}

int restore(const Invocation& call)
{
    const auto folder = DataFolder::own(assembly::dataFolderOr(call.value("--data-dir")));
    if (!folder)
        return complain(call, folder.error());
    const auto kept =
        history::restoreBackup(absolutePath(call.operands.front()), folder->database());
    if (!kept)
        return complain(call, kept.error());
    if (call.has("--json"))
        printJson({{"restored", folder->database()},
                   {"kept", kept->empty() ? nlohmann::json() : nlohmann::json(*kept)}});
    else if (!kept->empty())
        std::printf("restored; what was there is kept as %s\n", kept->c_str());
    else
        std::puts("restored");
    return Done;
}

} // namespace xpu::ctl
