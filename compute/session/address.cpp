#include "compute/session/address.h"

#include <cstring>

namespace xpu::session {

Result<sockaddr_un> addressOf(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path)
        return fail(Errc::InvalidInput,
                    "socket path of " + std::to_string(path.size()) + " bytes: " + path);
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

} // namespace xpu::session
