#pragma once

#include <cstdint>
#include <string>

namespace xpu {

/// Who submitted, approved or granted something, and where.
struct Identity {
    std::uint32_t uid = 0;
    std::string name; ///< of the account; "uid N" when it has none
    std::string host;
};

Identity identityOf(std::uint32_t uid);
/// The user this process runs as.
Identity currentIdentity();

/// A file may be believed when it belongs to the user or root and others cannot write it.
/// @param mode  of the opened file (st_mode)
bool isSafelyOwned(std::uint32_t ownerUid, std::uint32_t mode, std::uint32_t user);

} // namespace xpu
