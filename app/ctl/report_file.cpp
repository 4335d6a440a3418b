#include "app/ctl/report_file.h"

#include "core/report/form.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

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

std::string reason() { return std::error_code(errno, std::generic_category()).message(); }

bool writeAll(int fd, std::string_view text)
{
    while (!text.empty()) {
        const ::ssize_t count = ::write(fd, text.data(), text.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

} // namespace

Result<void> writeWhole(const std::string& file, const std::string& text)
{
    namespace fs = std::filesystem;
    std::error_code error;
    // Renaming over /dev/null would take it away from everybody.
    if (const auto there = fs::status(file, error);
        fs::exists(there) && !fs::is_regular_file(there))
        return fail(
            Errc::InvalidInput,
            file + (fs::is_directory(there) ? ": this is a folder" : ": this is no plain file"));
    const std::string temporary = file + ".part-" + std::to_string(::getpid());
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail(Errc::Io, file + ": " + reason());
    const bool written = writeAll(fd, text) && ::fsync(fd) == 0;
    const std::string trouble = written ? "" : reason();
    ::close(fd);
    if (written)
        fs::rename(temporary, file, error);
    if (written && !error)
        return {};
    std::error_code ignored;
    fs::remove(temporary, ignored);
    return fail(Errc::Io, file + ": " + (written ? error.message() : trouble));
}

Result<void> writeReports(Door& door, const nlohmann::json& tasks, const std::string& file)
{
    const report::Form wanted = report::formOfFile(file).value_or(report::Form::Html);
    const auto known = std::find_if(report::forms().begin(), report::forms().end(),
                                    [&](const auto& form) { return form.form == wanted; });
    std::size_t written = 0;
    for (const auto& task : tasks) {
        if (!task.at("makespan_s").is_number())
            continue;
        const auto answer = door.ask("report", {{"task", task.at("id")}, {"form", known->name}});
        if (!answer)
            return tl::unexpected(answer.error());
        if (auto done = writeWhole(numbered(file, written++), answer->at("text")); !done)
            return done;
    }
    return {};
}

} // namespace xpu::ctl
