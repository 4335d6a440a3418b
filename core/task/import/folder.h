#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace xpu {

/// More files than that from folders are only added when somebody has said yes.
inline constexpr std::size_t kAskAbove = 50;

struct CollectedFiles {
    std::vector<std::string> files;
    std::size_t fromFolders = 0; ///< how many of them nobody named
    bool complete = true;        ///< false: the folders hold more than one may take
};

/// Files stay as they are, in their order. A folder stands for what can be queued inside it,
/// folders below it too, by name: task files, batch scripts (`.sh` only with an #SBATCH line) and
/// command lists (`.txt` only when it begins with an `#xpu:` line, for folders are full of other
/// texts). Hidden ones and symbolic links are left out. A folder with nothing stays itself, so
/// that the check can say so. Reads the disk: not for a thread that draws.
CollectedFiles collectFiles(const std::vector<std::string>& paths);

} // namespace xpu
