#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace xpu::task {

/// What a file becomes when it is dropped, decided by its name.
enum class FileKind : std::uint8_t {
    Task,   ///< *.xpu.toml
    Script, ///< a batch script: *.sh, *.sbatch, *.slurm
    List,   ///< one command a line: *.txt, *.cmds
    Kernel, ///< *.comp, *.spv, *.cl: no task yet; the window writes one for it
    Other
};

FileKind kindOfFile(std::string_view path);
/// "task", "script", "list", "kernel" or "unknown": part of the JSON of `xpuctl check`.
std::string_view nameOf(FileKind kind);
/// Largest size that is read: 256 KiB for task files, 4 MiB for scripts and lists.
std::size_t maxBytes(FileKind kind);

} // namespace xpu::task
