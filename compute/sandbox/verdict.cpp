#include "compute/sandbox/verdict.h"

#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace xpu::sandbox {
namespace {

constexpr std::size_t kLinesInMessage = 12;

std::string secondsText(Seconds s)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g s", s.count());
    return text.data();
}

/// Errors that carry the last lines the command printed.
class WithOutput {
public:
    explicit WithOutput(const CapturedOutput& captured)
        : lines_(captured.lastLines(kLinesInMessage))
    {}
    LaunchError error(Errc code, std::string what, std::string errorCode = {}) const
    {
        if (!lines_.empty())
            what += "\n" + lines_;
        return {code, std::move(what), std::move(errorCode)};
    }

private:
    std::string lines_;
};

LaunchError cannotExecute(const WorkerReport& report, const CommandWork& work)
{
    return {report.error == ENOENT ? Errc::NotFound : Errc::Permission,
            "cannot execute " + printable(work.argv.front()) + ": "
                + std::system_category().message(report.error),
            {}};
}

std::optional<LaunchError> judgeEnd(const WorkerReport& ended, const WithOutput& said)
{
    switch (ended.cause) {
    case WorkerReport::Cause::Processes:
        return said.error(Errc::ExitStatus, "ended: too many processes");
    case WorkerReport::Cause::Memory:
        return said.error(Errc::OutOfMemory, "ended: over its memory limit");
    case WorkerReport::Cause::None:
    case WorkerReport::Cause::Control:
        break;
    }
    if (WIFSIGNALED(ended.waitStatus))
        return said.error(Errc::ExitStatus,
                          "killed by signal " + std::to_string(WTERMSIG(ended.waitStatus)));
    if (WEXITSTATUS(ended.waitStatus) != 0)
        return said.error(Errc::ExitStatus,
                          "exit status " + std::to_string(WEXITSTATUS(ended.waitStatus)));
    return std::nullopt;
}

} // namespace

std::optional<LaunchError> judge(const RunOutcome& run, const CapturedOutput& captured,
                                 const CommandWork& work)
{
    const WithOutput said(captured);
    if (run.stop == RunOutcome::Stop::Cancelled)
        return LaunchError{Errc::Cancelled, "cancelled", {}};
    if (run.stop == RunOutcome::Stop::Timeout)
        return said.error(Errc::Timeout, "did not end within " + secondsText(work.timeout));
    if (run.notFound)
        return cannotExecute(*run.notFound, work);
    if (!run.started)
        return said.error(Errc::Unsupported, "the sandbox did not start", "E603");
    if (!run.ended)
        return said.error(Errc::OutOfMemory,
                          "the sandbox was killed, most likely for want of memory");
    return judgeEnd(*run.ended, said);
}

LaunchError outputError(const Error& error)
{
    const std::string name = printable(error.context);
    switch (error.code) {
    case Errc::NotFound:
        return {error.code, "the command ended well but did not write " + name, {}};
    case Errc::Permission:
        return {error.code, name + " is not a regular file within the task's folders", "E307"};
    default:
        return {error.code, "cannot save " + name, {}};
    }
}

} // namespace xpu::sandbox
