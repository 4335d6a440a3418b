#pragma once

#include "core/base/result.h"
#include "core/device/operator_info.h"
#include "core/task/diagnostic.h"
#include "core/task/model.h"
#include "core/task/task_graph.h"

#include <memory>
#include <string>
#include <vector>

namespace xpu {

/// Everything outside the file that its check depends on.
struct CheckContext {
    const OperatorCatalog* catalog = nullptr;
    const ModelReader* models = nullptr;     ///< null: model steps are E405
    std::vector<DeviceInfo> devices;         ///< of this machine, usable or not (E401, E402)
    std::vector<std::string> grantedFolders; ///< absolute real paths
    int defaultPriority = 50;                ///< of files that name none
    std::string outFolder; ///< `--out DIR`: relative outputs go there; empty = beside the file
    std::int64_t nowUtcMicros = 0;
    std::function<bool(const std::string& digest)> isApproved;
    bool sandboxAvailable = true; ///< E603
    /// Stands for Slurm's job id in batch scripts; the same for every check of one task.
    std::int64_t jobNumber = 1;
};

/// A task file opened once, hashed and owned: what the check reads, what the database stores.
struct TaskSource {
    std::string path; ///< absolute
    std::string text;
    std::string sha256; ///< of text
    std::uint32_t ownerUid = 0;
    bool unsafeOwnership = false; ///< E703
    bool symbolicLink = false;    ///< E703 too; it was not opened, so there is no text
};

/// Opens with O_NOFOLLOW, caps the size and checks owner and mode from the same descriptor.
/// Ordinary findings (E103, E109, E703) are reported by checkTask, so a source comes back for them.
Result<TaskSource> readTaskSource(const std::string& path);

/// Outcome of a check: every finding, and the graph if none of them is an error.
struct CheckResult {
    std::vector<Diagnostic> diagnostics; ///< sorted by position
    std::string kind;                    ///< "task", "script", "list", "kernel" or "unknown"
    std::string name;                    ///< the file's own name, or its file name
    std::size_t stepCount = 0;
    std::shared_ptr<const TaskGraph> graph; ///< null when there are errors
};

/// Parses and validates; pure but for file headers and hashes it reads. Never throws.
CheckResult checkTask(const TaskSource& source, const CheckContext& context);

} // namespace xpu
