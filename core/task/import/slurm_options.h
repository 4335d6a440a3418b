#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace xpu::task {

/// What an option of sbatch means on this machine.
enum class SlurmMeaning : std::uint8_t {
    JobName,
    CpusPerTask,
    Tasks,
    Nodes,
    Memory,
    MemoryPerCpu,
    Time,
    Array,
    Output,
    Error,
    Gpus,
    Dependency,
    Export,
    Folder,
    Requeue,
    Partition,
    Account,
    Qos,
    ClusterOnly, ///< cannot be had here: the script is rejected
    NotYet,      ///< would mean something here, but this version does not obey it (W901)
    NoEffect     ///< about clusters, mail or sbatch itself: a note
};

struct SlurmOption {
    enum class Takes : std::uint8_t { Nothing, Value, MaybeValue };
    char letter; ///< 0 = none
    std::string_view name;
    Takes takes;
    SlurmMeaning meaning;
};

/// Null when sbatch has no such option.
const SlurmOption* findSlurmOption(std::string_view name);
const SlurmOption* findSlurmOption(char letter);
std::vector<std::string_view> slurmOptionNames();

} // namespace xpu::task
