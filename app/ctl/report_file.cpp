#include "app/ctl/report_file.h"

#include <filesystem>
#include <fstream>

namespace xpu::ctl {
namespace {

std::string numbered(const std::string& file, std::size_t index)
{
    if (index == 0)
        return file;
    const std::filesystem::path path(file);
    return (path.parent_path()
            / (path.stem().string() + "-" + std::to_string(index + 1) + path.extension().string()))
        .string();
}

} // namespace

Result<void> writeWhole(const std::string& file, const std::string& text)
{
    const std::string temporary = file + ".part";
    std::ofstream out(temporary, std::ios::binary);
    out << text;
    out.close();
    std::error_code error;
    if (out)
        std::filesystem::rename(temporary, file, error);
    if (!out || error) {
        std::filesystem::remove(temporary, error);
        return fail(Errc::Io, file);
    }
    return {};
}

Result<void> writeReports(Door& door, const nlohmann::json& tasks, const std::string& file)
{
    std::size_t written = 0;
    for (const auto& task : tasks) {
        if (!task.at("makespan_s").is_number())
            continue;
        const auto answer = door.ask("report", {{"task", task.at("id")}});
        if (!answer)
            return tl::unexpected(answer.error());
        if (auto done = writeWhole(numbered(file, written++), answer->at("html")); !done)
            return done;
    }
    return {};
}

} // namespace xpu::ctl
