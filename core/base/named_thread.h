#pragma once

#include <functional>
#include <thread>

namespace xpu {

/// A thread that debuggers, profilers and `top -H` show under `name`.
/// @param name  at most 15 bytes, the kernel's limit; longer names are cut
std::thread namedThread(const char* name, std::function<void()> run);

} // namespace xpu
