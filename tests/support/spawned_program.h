#pragma once

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xpu::test {

/// A program started with posix_spawn and without QProcess: the thread sanitizer of clang 16 cannot
/// follow Qt's way of starting one and stops with a failed check. Killed and reaped at the end.
class SpawnedProgram {
public:
    SpawnedProgram(std::string path, std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), path);
        std::vector<char*> argv;
        argv.reserve(arguments.size() + 1);
        for (std::string& argument : arguments)
            argv.push_back(argument.data());
        argv.push_back(nullptr);
        if (posix_spawn(&pid_, path.c_str(), nullptr, nullptr, argv.data(), environ) != 0)
            pid_ = -1;
    }
    SpawnedProgram(const SpawnedProgram&) = delete;
    SpawnedProgram& operator=(const SpawnedProgram&) = delete;
    ~SpawnedProgram() { kill(); }

    [[nodiscard]] bool started() const { return pid_ > 0 || status_; }

    void kill()
    {
        if (pid_ > 0 && ::kill(pid_, SIGKILL) == 0)
            wait();
    }

    /// @return its exit code, nothing if a signal ended it or it never ran
    std::optional<int> wait()
    {
        int status = 0;
        if (pid_ > 0 && waitpid(std::exchange(pid_, -1), &status, 0) > 0)
            status_ = status;
        if (!status_ || !WIFEXITED(*status_))
            return std::nullopt;
        return WEXITSTATUS(*status_);
    }

private:
    pid_t pid_ = -1;
    std::optional<int> status_;
};

} // namespace xpu::test
