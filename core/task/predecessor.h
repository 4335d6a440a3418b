#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xpu {

/// How another task must have ended before one may start: the kinds of `sbatch --dependency`.
enum class Ended : std::uint8_t {
    Well,  ///< afterok
    Badly, ///< afternotok: failed or cancelled
    Anyhow ///< afterany
};
/// "afterok"
std::string_view nameOf(Ended how);
std::optional<Ended> endedFromName(std::string_view name);

/// A job that a batch script names as one to wait for.
struct AwaitedJob {
    Ended how = Ended::Well;
    std::string job; ///< name of the job, or of its file
    int line = 0;    ///< of the directive
    int column = 0;
};

/// The row of the queue that stands for such a job.
struct Predecessor {
    TaskId task;
    Ended how = Ended::Well;
    std::string name; ///< of the task
    bool operator==(const Predecessor&) const = default;
};

} // namespace xpu
