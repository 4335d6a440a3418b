#pragma once

#include "compute/sandbox/captured_output.h"
#include "compute/sandbox/sandbox_process.h"
#include "compute/sandbox/worker_protocol.h"
#include "core/base/units.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace xpu::sandbox {

/// Who hears of a command while it runs; either may be empty.
struct RunListener {
    std::function<void(double percent)> progress;
    std::function<void(Bytes now)> memory;
};

/// How a sandbox came to its end.
struct RunOutcome {
    enum class Stop : std::uint8_t { No, Cancelled, Timeout };
    Stop stop = Stop::No;
    bool started = false;
    std::optional<WorkerReport> notFound;
    std::optional<WorkerReport> ended; ///< empty when the runner was killed
};

/// Listens to a running sandbox until it and its pipes have ended.
class Attendant {
public:
    /// @param cancelFd  readable = end the command; -1 = never
    /// @param timeout   0 = none
    Attendant(SandboxProcess& process, CapturedOutput& captured, int cancelFd, Seconds timeout,
              const RunListener& listener);

    RunOutcome attend();

private:
    using Steady = std::chrono::steady_clock;

    int waitMs() const;
    void checkTime();
    void stop(RunOutcome::Stop why);
    void readOutput();
    void readReports();
    void takeLines(std::string_view text);
    void take(const WorkerReport& report);

    SandboxProcess& process_;
    CapturedOutput& captured_;
    int cancelFd_;
    const RunListener& listener_;
    std::optional<Steady::time_point> deadline_;
    std::optional<Steady::time_point> killAt_;
    std::string line_;
    RunOutcome outcome_;
};

} // namespace xpu::sandbox
