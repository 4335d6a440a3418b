#include "compute/sandbox/command_run.h"
#include "compute/sandbox/sandbox_device.h"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace xpu::sandbox {
namespace {

/// A private folder that is gone at the end of the scope.
class ScratchFolder {
public:
    ScratchFolder()
    {
        std::error_code error;
        std::string name =
            (std::filesystem::temp_directory_path(error) / "xpu-sandbox-XXXXXX").string();
        if (!error && ::mkdtemp(name.data()) != nullptr)
            path_ = name;
    }
    ~ScratchFolder()
    {
        std::error_code ignored; // an empty folder left behind harms nobody
        if (!path_.empty())
            std::filesystem::remove(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

} // namespace

Availability sandboxAvailable(const SandboxOptions& options)
{
    if (findBwrap(options).empty())
        return {false, "bubblewrap (bwrap) is not installed"};
    if (findWorker(options).empty())
        return {false, "the program xpu-worker is not installed beside this one"};
    const ScratchFolder folder;
    if (folder.path().empty())
        return {false, "no temporary folder can be made"};
    CommandWork probe;
    probe.argv = {"true"};
    probe.folder = folder.path();
    probe.timeout = Seconds(10);
    const Launch launch;
    const Completion done = CommandRun(launch, probe, options, -1, {}).run();
    if (!done.error)
        return {true, {}};
    return {false, "bubblewrap cannot isolate commands here (are user namespaces off?): "
                       + done.error->message};
}

} // namespace xpu::sandbox
