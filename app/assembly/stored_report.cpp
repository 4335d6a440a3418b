#include "app/assembly/stored_report.h"

#include "app/assembly/check_place.h"
#include "app/assembly/user_settings.h"
#include "core/history/store.h"
#include "core/settings/rate_files.h"

#include <filesystem>

namespace xpu::assembly {

Result<Report> readStoredReport(const std::string& dataFolder, const std::string& run)
{
    const std::string folder = dataFolderOr(dataFolder);
    const std::string database = folder + "/xpu.sqlite";
    std::error_code unknown;
    if (!std::filesystem::exists(database, unknown))
        return fail(Errc::NotFound, "no run yet in " + folder);
    const auto store = history::Store::openReadOnly(database);
    if (!store)
        return tl::unexpected(store.error());
    auto detail = (*store)->run(run);
    if (!detail)
        return tl::unexpected(detail.error());
    return makeReport(std::move(*detail), ratesInForce(settingsFile()));
}

} // namespace xpu::assembly
