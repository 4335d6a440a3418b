#include "compute/sandbox/attendant.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>

namespace xpu::sandbox {
namespace {

/// After it the runner is taken for dead and bubblewrap is killed from outside.
constexpr Seconds kGrace{2};

} // namespace

Attendant::Attendant(SandboxProcess& process, CapturedOutput& captured, int cancelFd,
                     Seconds timeout, const RunListener& listener)
    : process_(process), captured_(captured), cancelFd_(cancelFd), listener_(listener)
{
    if (timeout > Seconds{0})
        deadline_ = Steady::now() + std::chrono::duration_cast<Steady::duration>(timeout);
}

RunOutcome Attendant::attend()
{
    for (bool running = true; running;) {
        const bool mayStop = outcome_.stop == RunOutcome::Stop::No;
        std::array<pollfd, 4> on{{{process_.output(), POLLIN, 0},
                                  {process_.reports(), POLLIN, 0},
                                  {process_.exited(), POLLIN, 0},
                                  {mayStop ? cancelFd_ : -1, POLLIN, 0}}};
        ::poll(on.data(), on.size(), waitMs());
        if (on[0].revents != 0)
            readOutput();
        if (on[1].revents != 0)
            readReports();
        if (on[3].revents != 0)
            stop(RunOutcome::Stop::Cancelled);
        checkTime();
        running = (on[2].revents & POLLIN) == 0;
    }
    process_.wait();
    readOutput();
    readReports();
    return outcome_;
}

int Attendant::waitMs() const
{
    const auto until = killAt_ ? killAt_ : deadline_;
    if (!until)
        return -1;
    const double ms = std::chrono::duration<double, std::milli>(*until - Steady::now()).count();
    return static_cast<int>(std::clamp(std::ceil(ms), 0.0, 1e6));
}

void Attendant::checkTime()
{
    const auto now = Steady::now();
    if (outcome_.stop == RunOutcome::Stop::No && deadline_ && now >= *deadline_)
        stop(RunOutcome::Stop::Timeout);
    if (killAt_ && now >= *killAt_) {
        process_.kill();
        killAt_.reset();
        deadline_.reset();
    }
}

void Attendant::stop(RunOutcome::Stop why)
{
    outcome_.stop = why;
    deadline_.reset();
    process_.askToEnd();
    killAt_ = Steady::now() + std::chrono::duration_cast<Steady::duration>(kGrace);
}

void Attendant::readOutput()
{
    std::array<char, 65536> piece{};
    // A bounded number of pieces, so that a flood of output cannot put off a cancel.
    for (int i = 0; i < 16 && process_.output() >= 0; ++i) {
        const ssize_t n = ::read(process_.output(), piece.data(), piece.size());
        if (n > 0)
            captured_.add({piece.data(), static_cast<std::size_t>(n)});
        else if (n == 0)
            process_.endOutput();
        else if (errno != EINTR)
            return;
    }
}

void Attendant::readReports()
{
    std::array<char, 4096> piece{};
    while (process_.reports() >= 0) {
        const ssize_t n = ::read(process_.reports(), piece.data(), piece.size());
        if (n > 0)
            takeLines({piece.data(), static_cast<std::size_t>(n)});
        else if (n == 0)
            process_.endReports();
        else if (errno != EINTR)
            return;
    }
}

void Attendant::takeLines(std::string_view text)
{
    for (const char c : text) {
        if (c != '\n') {
            line_ += c;
            continue;
        }
        if (const auto report = decodeReport(line_))
            take(*report);
        line_.clear();
    }
}

void Attendant::take(const WorkerReport& report)
{
    switch (report.kind) {
    case WorkerReport::Kind::Started:
        outcome_.started = true;
        break;
    case WorkerReport::Kind::Progress:
        if (listener_.progress)
            listener_.progress(report.percent);
        break;
    case WorkerReport::Kind::Memory:
        if (listener_.memory)
            listener_.memory(Bytes(report.bytes));
        break;
    case WorkerReport::Kind::NotFound:
        outcome_.notFound = report;
        break;
    case WorkerReport::Kind::Ended:
        outcome_.ended = report;
        break;
    }
}

} // namespace xpu::sandbox
