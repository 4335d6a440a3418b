#include "core/trust/identity.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace xpu {
namespace {

std::string hostName()
{
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::string accountName(std::uint32_t uid)
{
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 16384> buffer{};
    if (getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return entry.pw_name;
    return "uid " + std::to_string(uid);
}

} // namespace

Identity identityOf(std::uint32_t uid) { return {uid, accountName(uid), hostName()}; }

Identity currentIdentity() { return identityOf(geteuid()); }

bool isSafelyOwned(std::uint32_t ownerUid, std::uint32_t mode, std::uint32_t user)
{
    return (ownerUid == user || ownerUid == 0) && (mode & S_IWOTH) == 0;
}

} // namespace xpu
