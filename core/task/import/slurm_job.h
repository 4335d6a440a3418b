#pragma once

#include "core/task/import/batch_script.h"
#include "core/task/import/slurm_values.h"
#include "core/task/predecessor.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xpu::task {

/// What the directives of a batch script ask for, later ones having overridden earlier ones.
struct SlurmJob {
    std::string name; ///< empty = not given
    int cpusPerTask = 1;
    bool cpusGiven = false;
    Position cpusAt;
    int tasks = 1;
    Bytes memory; ///< 0 = no limit
    Bytes memoryPerCpu;
    Seconds timeout{0}; ///< 0 = none
    std::optional<SlurmArray> array;
    Position arrayAt;
    std::string output; ///< file name pattern; empty = Slurm's default
    Position outputAt;
    std::string folder; ///< --chdir; empty = the script's own
    Position folderAt;
    bool mayRunAgain = false;       ///< --requeue
    std::vector<AwaitedJob> awaits; ///< --dependency
    std::string partition, account, qos;
    std::vector<std::pair<std::string, std::string>> variables; ///< --export=NAME=value
    std::vector<std::string> passedOn;                          ///< --export=NAME
};

/// Adds E203, E211 and E404 for values that are none, E406 for what needs a cluster, E407 for kinds
/// of waiting that are none here, W901 for what is not obeyed yet and N901 for what has no effect here.
SlurmJob readSlurmJob(const BatchScript& script, Findings& findings);

/// "train_%A_%a.out" for one element: %A %a %j %J %x %u %N %n %t %s %%, with a width as in "%4a".
/// A backslash switches the signs off, as in Slurm.
struct SlurmNames {
    std::int64_t arrayJob = 0; ///< %A
    std::int64_t element = 0;  ///< %a
    std::int64_t job = 0;      ///< %j
    std::string name;          ///< %x
    std::string user;          ///< %u
    std::string host;          ///< %N
};
std::string expandSlurmPattern(std::string_view pattern, const SlurmNames& names);

} // namespace xpu::task
