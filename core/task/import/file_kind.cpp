#include "core/task/import/file_kind.h"

#include "core/task/prescan.h"

#include <array>

namespace xpu::task {
namespace {

struct Ending {
    std::string_view text;
    FileKind kind;
};
constexpr std::array<Ending, 9> kEndings = {{{".xpu.toml", FileKind::Task},
                                             {".sh", FileKind::Script},
                                             {".sbatch", FileKind::Script},
                                             {".slurm", FileKind::Script},
                                             {".txt", FileKind::List},
                                             {".cmds", FileKind::List},
                                             {".comp", FileKind::Kernel},
                                             {".spv", FileKind::Kernel},
                                             {".cl", FileKind::Kernel}}};
constexpr std::size_t kMaxScriptBytes = std::size_t{4} << 20;

} // namespace

FileKind kindOfFile(std::string_view path)
{
    for (const Ending& ending : kEndings)
        if (path.ends_with(ending.text))
            return ending.kind;
    return FileKind::Other;
}

std::string_view nameOf(FileKind kind)
{
    constexpr std::array<std::string_view, 5> kNames = {"task", "script", "list", "kernel",
                                                        "unknown"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::size_t maxBytes(FileKind kind)
{
    return kind == FileKind::Script || kind == FileKind::List ? kMaxScriptBytes : kMaxFileBytes;
}

} // namespace xpu::task
