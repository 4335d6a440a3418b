#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xpu::task {

/// A command line taken apart the way a shell would.
struct ShellLine {
    /// The line needs a shell: pipes, redirections, variables, globs, several commands, builtins.
    bool needsShell = false;
    /// Its words with quotes removed; complete only when it needs no shell.
    std::vector<std::string> words;
    /// Where a quote opens that is never closed.
    std::optional<std::size_t> openQuote;
};

ShellLine splitShellLine(std::string_view line);

/// Programs and scripts that the words name: what an approval has to cover. A word with a slash
/// counts when it is an executable file, the first argument of an interpreter in any case.
struct NamedFile {
    std::string path;
    bool onlyIfExecutable = false;
};
std::vector<NamedFile> filesNamedBy(const std::vector<std::string>& words);

} // namespace xpu::task
