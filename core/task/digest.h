#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace xpu::task {

/// SHA-256 as lower-case hex.
std::string sha256Of(std::string_view bytes);
/// Of everything an open file holds; nullopt when it cannot be read.
std::optional<std::string> sha256OfFile(int fd);

} // namespace xpu::task
