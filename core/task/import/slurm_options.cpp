#include "core/task/import/slurm_options.h"

namespace xpu::task {
namespace {

using Takes = SlurmOption::Takes;
using M = SlurmMeaning;

/// Every option of sbatch 22.05 and 23.11 that may stand in a script.
constexpr SlurmOption kOptions[] = {
    {'J', "job-name", Takes::Value, M::JobName},
    {'c', "cpus-per-task", Takes::Value, M::CpusPerTask},
    {'n', "ntasks", Takes::Value, M::Tasks},
    {'N', "nodes", Takes::Value, M::Nodes},
    {0, "mem", Takes::Value, M::Memory},
    {0, "mem-per-cpu", Takes::Value, M::MemoryPerCpu},
    {'t', "time", Takes::Value, M::Time},
    {'a', "array", Takes::Value, M::Array},
    {'o', "output", Takes::Value, M::Output},
    {'e', "error", Takes::Value, M::Error},
    {'G', "gpus", Takes::Value, M::Gpus},
    {0, "gres", Takes::Value, M::Gpus},
    {0, "gpus-per-node", Takes::Value, M::Gpus},
    {0, "gpus-per-task", Takes::Value, M::Gpus},
    {0, "gpus-per-socket", Takes::Value, M::Gpus},
    {'d', "dependency", Takes::Value, M::Dependency},
    {0, "export", Takes::Value, M::Export},
    {'D', "chdir", Takes::Value, M::Folder},
    {0, "requeue", Takes::Nothing, M::Requeue},
    {'p', "partition", Takes::Value, M::Partition},
    {'A', "account", Takes::Value, M::Account},
    {'q', "qos", Takes::Value, M::Qos},

    {0, "ntasks-per-node", Takes::Value, M::NoEffect},
    {'b', "begin", Takes::Value, M::NotYet},
    {'H', "hold", Takes::Nothing, M::NotYet},
    {'i', "input", Takes::Value, M::NotYet},
    {0, "deadline", Takes::Value, M::NotYet},
    {0, "priority", Takes::Value, M::NotYet},
    {0, "nice", Takes::MaybeValue, M::NotYet},
    {0, "open-mode", Takes::Value, M::NotYet},
    {0, "export-file", Takes::Value, M::NotYet},
    {0, "signal", Takes::Value, M::NotYet},
    {0, "mem-per-gpu", Takes::Value, M::NotYet},
    {0, "tmp", Takes::Value, M::NotYet},
    {0, "exclusive", Takes::MaybeValue, M::NotYet},

    {0, "container", Takes::Value, M::ClusterOnly},
    {0, "bb", Takes::Value, M::ClusterOnly},
    {0, "bbf", Takes::Value, M::ClusterOnly},

    {0, "acctg-freq", Takes::Value, M::NoEffect},
    {0, "batch", Takes::Value, M::NoEffect},
    {0, "cluster-constraint", Takes::Value, M::NoEffect},
    {'M', "clusters", Takes::Value, M::NoEffect},
    {0, "comment", Takes::Value, M::NoEffect},
    {'C', "constraint", Takes::Value, M::NoEffect},
    {0, "contiguous", Takes::Nothing, M::NoEffect},
    {'S', "core-spec", Takes::Value, M::NoEffect},
    {0, "cores-per-socket", Takes::Value, M::NoEffect},
    {0, "cpu-freq", Takes::Value, M::NoEffect},
    {0, "cpus-per-gpu", Takes::Value, M::NoEffect},
    {0, "delay-boot", Takes::Value, M::NoEffect},
    {'m', "distribution", Takes::Value, M::NoEffect},
    {'x', "exclude", Takes::Value, M::NoEffect},
    {'B', "extra-node-info", Takes::Value, M::NoEffect},
    {0, "extra", Takes::Value, M::NoEffect},
    {0, "get-user-env", Takes::MaybeValue, M::NoEffect},
    {0, "gid", Takes::Value, M::NoEffect},
    {0, "gpu-bind", Takes::Value, M::NoEffect},
    {0, "gpu-freq", Takes::Value, M::NoEffect},
    {0, "gres-flags", Takes::Value, M::NoEffect},
    {0, "hint", Takes::Value, M::NoEffect},
    {0, "ignore-pbs", Takes::Nothing, M::NoEffect},
    {0, "kill-on-invalid-dep", Takes::Value, M::NoEffect},
    {'L', "licenses", Takes::Value, M::NoEffect},
    {0, "mail-type", Takes::Value, M::NoEffect},
    {0, "mail-user", Takes::Value, M::NoEffect},
    {0, "mcs-label", Takes::Value, M::NoEffect},
    {0, "mem-bind", Takes::Value, M::NoEffect},
    {0, "mincpus", Takes::Value, M::NoEffect},
    {0, "network", Takes::Value, M::NoEffect},
    {'k', "no-kill", Takes::MaybeValue, M::NoEffect},
    {0, "no-requeue", Takes::Nothing, M::NoEffect},
    {'F', "nodefile", Takes::Value, M::NoEffect},
    {'w', "nodelist", Takes::Value, M::NoEffect},
    {0, "ntasks-per-core", Takes::Value, M::NoEffect},
    {0, "ntasks-per-gpu", Takes::Value, M::NoEffect},
    {0, "ntasks-per-socket", Takes::Value, M::NoEffect},
    {'O', "overcommit", Takes::Nothing, M::NoEffect},
    {'s', "oversubscribe", Takes::Nothing, M::NoEffect},
    {0, "parsable", Takes::Nothing, M::NoEffect},
    {0, "power", Takes::Value, M::NoEffect},
    {0, "prefer", Takes::Value, M::NoEffect},
    {0, "profile", Takes::Value, M::NoEffect},
    {0, "propagate", Takes::MaybeValue, M::NoEffect},
    {'Q', "quiet", Takes::Nothing, M::NoEffect},
    {0, "reboot", Takes::Nothing, M::NoEffect},
    {0, "reservation", Takes::Value, M::NoEffect},
    {0, "sockets-per-node", Takes::Value, M::NoEffect},
    {0, "spread-job", Takes::Nothing, M::NoEffect},
    {0, "switches", Takes::Value, M::NoEffect},
    {0, "thread-spec", Takes::Value, M::NoEffect},
    {0, "threads-per-core", Takes::Value, M::NoEffect},
    {0, "time-min", Takes::Value, M::NoEffect},
    {0, "tres-bind", Takes::Value, M::NoEffect},
    {0, "tres-per-task", Takes::Value, M::NoEffect},
    {0, "uid", Takes::Value, M::NoEffect},
    {0, "use-min-nodes", Takes::Nothing, M::NoEffect},
    {'v', "verbose", Takes::Nothing, M::NoEffect},
    {'W', "wait", Takes::Nothing, M::NoEffect},
    {0, "wait-all-nodes", Takes::Value, M::NoEffect},
    {0, "wckey", Takes::Value, M::NoEffect},
};

} // namespace

const SlurmOption* findSlurmOption(std::string_view name)
{
    for (const SlurmOption& option : kOptions)
        if (option.name == name)
            return &option;
    return nullptr;
}

const SlurmOption* findSlurmOption(char letter)
{
    for (const SlurmOption& option : kOptions)
        if (option.letter != 0 && option.letter == letter)
            return &option;
    return nullptr;
}

std::vector<std::string_view> slurmOptionNames()
{
    std::vector<std::string_view> names;
    for (const SlurmOption& option : kOptions)
        names.push_back(option.name);
    return names;
}

} // namespace xpu::task
