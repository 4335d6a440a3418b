#include "core/task/glob.h"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

namespace xpu::task {
namespace {

/// Entries looked at in one glob: a pattern over a huge tree must not hold the check up.
constexpr std::size_t kMaxEntries = 200'000;

struct CloseDir {
    void operator()(DIR* dir) const { ::closedir(dir); }
};
using OwnedDir = std::unique_ptr<DIR, CloseDir>;

bool hasWildcard(std::string_view part) { return part.find_first_of("*?[") != std::string::npos; }

/// Walks the pattern one path component at a time, widest set first.
class Glob {
public:
    Glob(PathJail& jail, std::size_t limit) : jail_(jail), limit_(limit) {}

    Result<std::vector<std::string>> run(std::string_view pattern)
    {
        std::vector<std::string> found{pattern.starts_with('/') ? "/" : ""};
        while (!pattern.empty()) {
            const std::size_t slash = pattern.find('/');
            const std::string part(pattern.substr(0, slash));
            const bool last = slash == std::string_view::npos;
            pattern.remove_prefix(last ? pattern.size() : slash + 1);
            if (part.empty())
                continue;
            auto next = descend(found, part, last);
            if (!next)
                return next;
            found = std::move(*next);
        }
        std::sort(found.begin(), found.end());
        return found;
    }

private:
    Result<std::vector<std::string>> descend(const std::vector<std::string>& folders,
                                             const std::string& part, bool last)
    {
        std::vector<std::string> out;
        for (const std::string& folder : folders) {
            if (!hasWildcard(part)) {
                if (!last || isFile(folder + part))
                    out.push_back(folder + part + (last ? "" : "/"));
                continue;
            }
            if (auto listed = list(folder, part, last, out); !listed)
                return tl::unexpected(listed.error());
        }
        return out;
    }

    bool isFile(const std::string& path)
    {
        const auto source = jail_.locate(path);
        return source && jail_.open(*source);
    }

    Result<void> list(const std::string& folder, const std::string& part, bool last,
                      std::vector<std::string>& out)
    {
        const auto source = jail_.locate(folder.empty() ? "." : folder);
        if (!source)
            return tl::unexpected(source.error());
        auto fd = jail_.openFolder(*source);
        if (!fd)
            return fd.error().code == Errc::Permission ? Result<void>(tl::unexpected(fd.error()))
                                                       : Result<void>();
        const OwnedDir dir(::fdopendir(::dup(fd->get())));
        if (!dir)
            return {};
        // A stream of its own. NOLINTNEXTLINE(concurrency-mt-unsafe)
        while (const dirent* entry = ::readdir(dir.get())) {
            if (++looked_ > kMaxEntries)
                return fail(Errc::OutOfMemory, folder);
            if (::fnmatch(part.c_str(), entry->d_name, FNM_PERIOD) != 0
                || !isWanted(fd->get(), entry->d_name, last))
                continue;
            out.push_back(folder + entry->d_name + (last ? "" : "/"));
            if (out.size() > limit_)
                return fail(Errc::OutOfMemory, folder);
        }
        return {};
    }

    /// Links are followed here only to learn what they are; opening goes through the jail.
    static bool isWanted(int folder, const char* name, bool last)
    {
        struct stat info {};
        if (::fstatat(folder, name, &info, 0) != 0)
            return false;
        return last ? S_ISREG(info.st_mode) : S_ISDIR(info.st_mode);
    }

    PathJail& jail_;
    std::size_t limit_;
    std::size_t looked_ = 0;
};

} // namespace

Result<std::vector<std::string>> globFiles(std::string_view pattern, PathJail& jail,
                                           std::size_t limit)
{
    if (const auto inside = jail.locate(pattern); !inside)
        return tl::unexpected(inside.error());
    return Glob(jail, limit).run(pattern);
}

} // namespace xpu::task
