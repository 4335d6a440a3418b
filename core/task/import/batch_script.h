#pragma once

#include "core/task/findings.h"

#include <string>
#include <string_view>
#include <vector>

namespace xpu::task {

/// One option of an `#SBATCH` line, as written.
struct Directive {
    std::string name; ///< "--mem" or "-c"
    std::string value;
    bool hasValue = false;
    Position at;
};

/// A batch script taken apart.
struct BatchScript {
    std::vector<std::string> interpreter; ///< of its first line: {"bash"}, {"env", "python3"}
    std::vector<Directive> directives;    ///< in the order of the file
    bool usesSrun = false;                ///< a line starts `srun`
    bool usesMpi = false;                 ///< a line starts `mpirun` or `mpiexec`
};

/// Reads it as sbatch does: directives end at the first line that is neither empty nor a comment;
/// words may be quoted, and an unquoted # starts a comment. Adds E110 for what sbatch refuses (no
/// interpreter, DOS line ends, NUL bytes, nothing at all), E101, and W903 for #SBATCH lines that come
/// too late or name an option that does not exist. Without an interpreter there are no directives.
BatchScript readBatchScript(std::string_view text, Findings& findings);

} // namespace xpu::task
