#pragma once

#include "core/base/result.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <string>

namespace xpu::session {

/// The address of a socket file. Errc::InvalidInput when the path does not fit (107 bytes).
Result<sockaddr_un> addressOf(const std::string& path);

} // namespace xpu::session
