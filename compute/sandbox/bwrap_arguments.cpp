#include "compute/sandbox/bwrap_arguments.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace xpu::sandbox {
namespace {

namespace fs = std::filesystem;
using Arguments = std::vector<std::string>;

bool exists(const std::string& path)
{
    std::error_code error;
    return fs::exists(fs::symlink_status(path, error)) && !error;
}

bool isBeneath(const std::string& path, const std::string& folder)
{
    return path == folder
           || (path.size() > folder.size() && path.starts_with(folder)
               && path[folder.size()] == '/');
}

void addSystem(Arguments& out, bool network)
{
    out.insert(out.end(), {"--ro-bind", "/usr", "/usr"});
    for (const char* top : {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
        std::error_code error;
        if (fs::is_symlink(top, error))
            out.insert(out.end(), {"--symlink", fs::read_symlink(top, error).string(), top});
        else if (exists(top))
            out.insert(out.end(), {"--ro-bind", top, top});
    }
    // With /usr alone awk, which is an alternative, is not found. Nothing here is a secret.
    for (const char* etc :
         {"alternatives", "ld.so.cache",   "ld.so.conf",    "ld.so.conf.d", "passwd",
          "group",        "nsswitch.conf", "localtime",     "timezone",     "locale.alias",
          "fonts",        "magic",         "mime.types",    "perl",         "python3",
          "python3.11",   "ImageMagick-6", "ImageMagick-7", "OpenCL",       "gnuplot"}) {
        const std::string path = std::string("/etc/") + etc;
        out.insert(out.end(), {"--ro-bind-try", path, path});
    }
    out.insert(out.end(), {"--ro-bind-try", "/opt", "/opt"});
    if (network)
        for (const char* etc : {"/etc/resolv.conf", "/etc/hosts", "/etc/ssl", "/etc/services",
                                "/etc/ca-certificates"})
            out.insert(out.end(), {"--ro-bind-try", etc, etc});
    // The super-user owns /proc/sys and /proc/sysrq-trigger and needs no capability to write them.
    out.insert(out.end(), {"--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev", "--tmpfs",
                           "/tmp", "--tmpfs", "/var/tmp", "--ro-bind-try",
                           "/sys/devices/system/cpu", "/sys/devices/system/cpu", "--ro-bind-try",
                           "/sys/devices/system/node", "/sys/devices/system/node"});
}

/// System folders would let a command change the machine, not its task.
bool mayBeGiven(const std::string& folder)
{
    if (folder == "/" || folder == "/home" || folder == "/var" || folder == "/var/tmp")
        return false;
    constexpr std::array<std::string_view, 12> kSystem = {
        "/usr",  "/etc",  "/bin", "/sbin", "/lib",         "/lib64",
        "/boot", "/proc", "/sys", "/dev",  "/run/systemd", "/run/dbus"};
    return std::none_of(kSystem.begin(), kSystem.end(), [&folder](std::string_view system) {
        return isBeneath(folder, std::string(system));
    });
}

Result<void> addFolders(Arguments& out, const SandboxView& view, std::vector<std::string>& bound)
{
    std::vector<std::string> folders = view.granted;
    folders.push_back(view.folder);
    for (const std::string& folder : folders) {
        std::error_code error;
        const std::string real = fs::canonical(folder, error).string();
        if (error || !fs::is_directory(real, error))
            return fail(Errc::NotFound, folder);
        if (!mayBeGiven(real))
            return fail(Errc::Permission, folder);
        bound.push_back(real);
    }
    // Outer folders first: a later bind would cover an inner one.
    std::sort(bound.begin(), bound.end());
    bound.erase(std::unique(bound.begin(), bound.end()), bound.end());
    for (const std::string& real : bound)
        out.insert(out.end(), {"--bind", real, real});
    for (const std::string& folder : folders) {
        const std::string plain = fs::path(folder).lexically_normal().string();
        std::error_code error;
        const std::string real = fs::canonical(folder, error).string();
        const bool covered = std::any_of(bound.begin(), bound.end(),
                                         [&plain](const auto& b) { return isBeneath(plain, b); });
        if (!covered && !plain.ends_with('/'))
            out.insert(out.end(), {"--bind", real, plain});
    }
    return {};
}

void cover(Arguments& out, const std::string& path, const std::vector<std::string>& bound)
{
    std::error_code error;
    const std::string real = fs::canonical(path, error).string();
    if (error)
        return; // what does not exist needs no cover, and a cover would create it
    const bool visible = std::any_of(bound.begin(), bound.end(),
                                     [&real](const auto& b) { return isBeneath(real, b); });
    // A folder named by the user is wanted, even within a hidden one.
    const bool named = std::any_of(bound.begin(), bound.end(),
                                   [&real](const auto& b) { return isBeneath(b, real); });
    if (!visible || named)
        return;
    if (fs::is_directory(real, error))
        out.insert(out.end(), {"--tmpfs", real, "--remount-ro", real});
    else
        out.insert(out.end(), {"--ro-bind", "/dev/null", real});
}

void addCovers(Arguments& out, const SandboxView& view, const std::vector<std::string>& bound)
{
    for (const std::string& path : view.hidden)
        cover(out, path, bound);
    if (!view.home.empty())
        for (const char* secret :
             {".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".netrc", ".pgpass",
              ".git-credentials", ".password-store", ".mozilla", ".thunderbird", ".config", ".pki",
              ".local/share/keyrings", ".local/share/xpu-optimizer", ".local/state"})
            cover(out, view.home + "/" + secret, bound);
    cover(out, "/tmp/.X11-unix", bound);
    // Files that a login shell runs: a way out for whoever may write them.
    if (!view.home.empty())
        for (const char* start : {".bashrc", ".bash_profile", ".bash_login", ".profile", ".zshrc",
                                  ".zprofile", ".xprofile", ".xsessionrc"}) {
            const std::string path = view.home + "/" + start;
            std::error_code error;
            const bool visible = std::any_of(bound.begin(), bound.end(),
                                             [&path](const auto& b) { return isBeneath(path, b); });
            if (visible && fs::is_regular_file(path, error))
                out.insert(out.end(), {"--ro-bind", path, path});
        }
}

/// Variables by which loaders and drivers are told what to load; the numbers of devices depend on them.
bool choosesDriver(std::string_view name)
{
    return name == "VK_ICD_FILENAMES" || name == "VK_DRIVER_FILES" || name == "VK_ADD_DRIVER_FILES"
           || name == "VK_LOADER_DRIVERS_SELECT" || name == "VK_LOADER_DRIVERS_DISABLE"
           || name == "OCL_ICD_VENDORS" || name == "OCL_ICD_FILENAMES" || name == "POCL_DEVICES"
           || name == "LP_NUM_THREADS" || name == "DRI_PRIME";
}

} // namespace

Result<std::vector<std::string>> bwrapArguments(const SandboxView& view)
{
    Arguments out = {"--unshare-all", "--new-session", "--die-with-parent", "--as-pid-1",
                     "--cap-drop",    "ALL",           "--clearenv"};
    if (view.network)
        out.emplace_back("--share-net");
    addSystem(out, view.network);
    std::vector<std::string> bound;
    if (const Result<void> added = addFolders(out, view, bound); !added)
        return tl::unexpected(added.error());
    addCovers(out, view, bound);
    for (const FrozenFile& file : view.frozen)
        out.insert(out.end(), {"--perms", file.executable ? "0555" : "0444", "--ro-bind-data",
                               std::to_string(file.fd), file.path});
    out.insert(out.end(), {"--ro-bind", view.worker, kWorkerInside, "--remount-ro", "/", "--chdir",
                           view.folder});
    return out;
}

std::vector<std::string> kernelWorkerArguments(const std::string& worker,
                                               const char* const* environment)
{
    Arguments out = {"--unshare-all", "--new-session", "--die-with-parent", "--as-pid-1",
                     "--cap-drop",    "ALL",           "--clearenv"};
    addSystem(out, false);
    for (const char* path : {"/etc/vulkan", "/etc/drirc", "/sys/dev/char", "/sys/devices",
                             "/sys/bus/pci", "/sys/class/drm", "/sys/class/kfd"})
        out.insert(out.end(), {"--ro-bind-try", path, path});
    for (const char* path : {"/dev/dri", "/dev/kfd", "/dev/nvidia0", "/dev/nvidia1",
                             "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools"})
        out.insert(out.end(), {"--dev-bind-try", path, path});
    for (; environment != nullptr && *environment != nullptr; ++environment) {
        const std::string_view entry(*environment);
        const std::size_t equals = entry.find('=');
        if (equals == std::string_view::npos || !choosesDriver(entry.substr(0, equals)))
            continue;
        const std::string value(entry.substr(equals + 1));
        out.insert(out.end(), {"--setenv", std::string(entry.substr(0, equals)), value});
        for (std::string rest = value; !rest.empty();) {
            const std::size_t end = rest.find(':');
            const std::string path = rest.substr(0, end);
            if (path.starts_with('/') && mayBeGiven(path))
                out.insert(out.end(), {"--ro-bind-try", path, path});
            rest = end == std::string::npos ? "" : rest.substr(end + 1);
        }
    }
    for (const auto& [name, value] : {std::pair{"HOME", "/tmp"},
                                      {"PATH", "/usr/local/bin:/usr/bin:/bin"},
                                      {"TMPDIR", "/tmp"},
                                      {"XDG_CACHE_HOME", "/tmp/cache"},
                                      {"POCL_CACHE_DIR", "/tmp/pocl"}})
        out.insert(out.end(), {"--setenv", name, value});
    out.insert(out.end(),
               {"--ro-bind", worker, kWorkerInside, "--remount-ro", "/", "--chdir", "/tmp"});
    return out;
}

std::vector<std::string> commandEnvironment(const char* const* outer,
                                            const std::map<std::string, std::string>& own,
                                            int threads)
{
    constexpr std::array<std::string_view, 6> kAllowed = {"LANG", "LANGUAGE", "TZ",
                                                          "USER", "LOGNAME",  "COLUMNS"};
    std::map<std::string, std::string> all = {
        {"PATH", "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"},
        {"HOME", "/tmp"},
        {"TMPDIR", "/tmp"},
        {"TERM", "dumb"},
        {"OMP_NUM_THREADS", std::to_string(std::max(threads, 1))},
    };
    for (; outer != nullptr && *outer != nullptr; ++outer) {
        const std::string_view entry(*outer);
        const std::size_t equals = entry.find('=');
        const std::string_view name = entry.substr(0, equals);
        const bool allowed = name.starts_with("LC_")
                             || std::find(kAllowed.begin(), kAllowed.end(), name) != kAllowed.end();
        if (allowed && equals != std::string_view::npos)
            all[std::string(name)] = std::string(entry.substr(equals + 1));
    }
    for (const auto& [name, value] : own)
        all[name] = value;
    std::vector<std::string> out;
    out.reserve(all.size());
    for (const auto& [name, value] : all)
        out.push_back(std::string(name).append("=").append(value));
    return out;
}

} // namespace xpu::sandbox
