#include "compute/sandbox/sandbox_options.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace xpu::sandbox {
namespace {

namespace fs = std::filesystem;

bool isProgram(const std::string& path)
{
    std::error_code error;
    return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

std::string firstProgram(const std::vector<std::string>& candidates)
{
    for (const std::string& path : candidates)
        if (isProgram(path))
            return path;
    return {};
}

} // namespace

std::string findBwrap(const SandboxOptions& options)
{
    if (!options.bwrap.empty())
        return firstProgram({options.bwrap});
    // Fixed places: a bwrap put in front of PATH could pretend to be a sandbox.
    return firstProgram({"/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap"});
}

std::string findWorker(const SandboxOptions& options)
{
    if (!options.worker.empty())
        return firstProgram({options.worker});
    std::vector<std::string> candidates;
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error).parent_path();
    if (!error) {
        candidates.push_back((self / "xpu-worker").string());
        candidates.push_back((self.parent_path() / "libexec" / "xpu-worker").string());
        candidates.push_back(
            (self.parent_path() / "libexec" / "xpu-optimizer" / "xpu-worker").string());
        candidates.push_back((self.parent_path() / "bin" / "xpu-worker").string());
    }
    // Nothing in this program changes its environment after start but as a whole, for good.
    const char* path = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe)
    for (std::string rest = path != nullptr ? path : ""; !rest.empty();) {
        const std::size_t end = rest.find(':');
        if (end != 0)
            candidates.push_back(rest.substr(0, end) + "/xpu-worker");
        rest = end == std::string::npos ? "" : rest.substr(end + 1);
    }
    return firstProgram(candidates);
}

} // namespace xpu::sandbox
