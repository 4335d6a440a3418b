#pragma once

#include <string>
#include <vector>

namespace xpu::options {

/// One option of a program or verb. `value` names its argument in the help; empty = a switch.
struct OptionInfo {
    std::string name; ///< "--devices"
    std::string value;
    std::string help;
};

/// One verb of a command line. `minArgs`/`maxArgs` count its operands; -1 = any number.
struct VerbInfo {
    std::string name;
    std::string operands; ///< "FILE..."
    std::string help;
    int minArgs = 0;
    int maxArgs = 0;
    std::vector<OptionInfo> options;
};

struct ExitStatus {
    int value = 0;
    std::string help;
};

/// What can be said to a program on its command line: the one table behind its parsing, its
/// --help, its manual page and its shell completion.
struct Program {
    std::string name;
    std::string operands;        ///< of a program without verbs
    std::vector<VerbInfo> verbs; ///< empty for a program without
    std::vector<OptionInfo> options;
    std::vector<ExitStatus> exits;
};

/// One line of a help text: two columns, the right one on a line of its own where the left is long.
std::string helpLine(const std::string& left, const std::string& right);
/// Such a line for every option.
std::string helpLines(const std::vector<OptionInfo>& options);

} // namespace xpu::options
