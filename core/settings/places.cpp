#include "core/settings/places.h"

#include "core/settings/private_folder.h"

#include <openssl/sha.h>
#include <pwd.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <cstdlib>
#include <filesystem>

namespace xpu {
namespace {

constexpr const char* kName = "/xpu-optimizer";

std::optional<std::string> absolute(const Environment& environment, const char* name)
{
    std::optional<std::string> value = environment(name);
    return value && value->starts_with('/') ? value : std::nullopt;
}

std::string homeFolder(const Environment& environment)
{
    if (const auto home = absolute(environment, "HOME"))
        return *home;
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 16384> buffer{};
    if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return entry.pw_dir;
    return "/";
}

std::string temporaryRuntime(const Environment& environment, bool shortest)
{
    const std::optional<std::string> folder =
        shortest ? std::nullopt : absolute(environment, "TMPDIR");
    return folder.value_or("/tmp") + kName + "-" + std::to_string(geteuid());
}

/// 16 hex digits are enough to tell the folders of one user apart, and keep the path short.
std::string shortHash(const std::string& text)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    // SHA256 is a pure function over both buffers; a char may be read as an unsigned char.
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    std::string hex;
    for (std::size_t i = 0; i < 8; ++i)
        for (const int nibble : {digest[i] >> 4, digest[i] & 15})
            hex += "0123456789abcdef"[nibble];
    return hex;
}

} // namespace

Environment processEnvironment()
{
    return [](const char* name) -> std::optional<std::string> {
        // The environment is not changed while threads run. NOLINTNEXTLINE(concurrency-mt-unsafe)
        const char* value = std::getenv(name);
        return value && *value ? std::optional<std::string>(value) : std::nullopt;
    };
}

Places places(const Environment& environment)
{
    const std::string home = homeFolder(environment);
    const auto place = [&](const char* variable, const char* fallback) {
        return absolute(environment, variable).value_or(home + fallback) + kName;
    };
    return {place("XDG_CONFIG_HOME", "/.config"), place("XDG_DATA_HOME", "/.local/share"),
            place("XDG_STATE_HOME", "/.local/state"), place("XDG_CACHE_HOME", "/.cache")};
}

Result<std::string> runtimeFolder(const Environment& environment)
{
    if (const auto runtime = absolute(environment, "XDG_RUNTIME_DIR"))
        if (Result<std::string> folder = makePrivateFolder(*runtime + kName))
            return folder;
    return makePrivateFolder(temporaryRuntime(environment, false));
}

Result<std::string> socketPath(const std::string& dataFolder, const Environment& environment)
{
    std::error_code failed;
    const std::string real = std::filesystem::canonical(dataFolder, failed).string();
    if (failed)
        return fail(Errc::NotFound, dataFolder);
    const std::string file = "/" + shortHash(real) + ".sock";
    Result<std::string> folder = runtimeFolder(environment);
    // The kernel takes no longer name for a socket.
    if (folder && folder->size() + file.size() >= sizeof(sockaddr_un::sun_path))
        folder = makePrivateFolder(temporaryRuntime(environment, true));
    if (!folder)
        return folder;
    return *folder + file;
}

} // namespace xpu
