#include "core/task/import/folder.h"

#include "core/task/import/file_kind.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace xpu {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 10'000;
constexpr std::size_t kMostEntries = 200'000;
constexpr int kDeepest = 32;
constexpr std::size_t kLook = std::size_t{64} * 1024;

std::string beginningOf(const fs::path& file)
{
    std::string text(kLook, '\0');
    std::ifstream in(file, std::ios::binary);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

bool isWanted(const fs::path& file)
{
    const std::string name = file.filename().string();
    switch (task::kindOfFile(name)) {
    case task::FileKind::Task:
        return true;
    case task::FileKind::Script:
        return !name.ends_with(".sh") || beginningOf(file).find("\n#SBATCH") != std::string::npos;
    case task::FileKind::List:
        return name.ends_with(".cmds") || beginningOf(file).starts_with("#xpu:");
    case task::FileKind::Kernel:
    case task::FileKind::Other:
        break;
    }
    return false;
}

class Walk {
public:
    explicit Walk(CollectedFiles& out) : out_(out) {}

    void folder(const fs::path& path, int depth)
    {
        std::error_code error;
        std::vector<fs::directory_entry> entries;
        for (fs::directory_iterator at(path, error), end; !error && at != end;
             at.increment(error)) {
            if (++seen_ > kMostEntries) {
                out_.complete = false;
                break;
            }
            const bool hidden = at->path().filename().string().starts_with('.');
            if (!hidden && !at->is_symlink(error))
                entries.push_back(*at);
        }
        std::sort(entries.begin(), entries.end());
        for (const fs::directory_entry& entry : entries)
            take(entry, depth);
    }

private:
    void take(const fs::directory_entry& entry, int depth)
    {
        std::error_code error;
        if (entry.is_directory(error)) {
            if (depth < kDeepest)
                folder(entry.path(), depth + 1);
            else
                out_.complete = false;
        } else if (entry.is_regular_file(error) && isWanted(entry.path())) {
            if (out_.fromFolders >= kMostFiles) {
                out_.complete = false;
                return;
            }
            out_.files.push_back(entry.path().string());
            ++out_.fromFolders;
        }
    }

    CollectedFiles& out_;
    std::size_t seen_ = 0;
};

} // namespace

CollectedFiles collectFiles(const std::vector<std::string>& paths)
{
    CollectedFiles out;
    for (const std::string& path : paths) {
        std::error_code error;
        const std::size_t before = out.files.size();
        if (fs::is_directory(path, error))
            Walk(out).folder(path, 0);
        if (out.files.size() == before)
            out.files.push_back(path);
    }
    return out;
}

} // namespace xpu
