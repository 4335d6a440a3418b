#include "core/engine/step_error.h"

#include <string>
#include <string_view>

namespace xpu {
namespace {

std::string_view wordOf(Errc code)
{
    switch (code) {
    case Errc::Unsupported:
        return "unsupported";
    case Errc::InvalidInput:
        return "invalid_input";
    case Errc::NotFound:
        return "not_found";
    case Errc::Permission:
        return "permission";
    case Errc::Io:
        return "io";
    case Errc::NoSpace:
        return "no_space";
    case Errc::OutOfMemory:
        return "out_of_memory";
    case Errc::DeviceLost:
        return "device_lost";
    case Errc::DeviceFailed:
        return "device_failed";
    case Errc::Timeout:
        return "timeout";
    case Errc::ExitStatus:
        return "exit_status";
    case Errc::Cancelled:
        return "cancelled";
    case Errc::Conflict:
        return "conflict";
    case Errc::Corrupt:
        return "corrupt";
    case Errc::Busy:
        return "busy";
    case Errc::Internal:
        break;
    }
    return "internal";
}

} // namespace

StepError stepErrorOf(const LaunchError& error, const Step& step)
{
    return {error.errorCode.empty() ? std::string(wordOf(error.code)) : error.errorCode,
            error.message, step.line, step.column};
}

} // namespace xpu
