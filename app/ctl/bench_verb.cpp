#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/verbs.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace xpu::ctl {

/// The benches are a program of the build folder, not installed; this call becomes it.
int bench(const Invocation& call)
{
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    std::string program = (self.parent_path() / "xpu-bench").string();
    std::string name = call.operands.front();
    std::string json = "--json";
    char* words[] = {program.data(), name.data(), call.has("--json") ? json.data() : nullptr,
                     nullptr};
    execv(program.c_str(), words);
    return complain(call,
                    {Errc::NotFound, program + ": " + std::generic_category().message(errno)
                                         + " (benches come with a build, not with the package)"});
}

} // namespace xpu::ctl
