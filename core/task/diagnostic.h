#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace xpu {

enum class Severity : std::uint8_t { Error, Warning, Note };

/// One finding about a task file. `code` is "E105" or "W901"; core/wording makes the sentence and
/// the mend from code, `variant` and holes.
struct Diagnostic {
    std::string code;
    Severity severity = Severity::Error;
    int line = 0;        ///< 1-based; 0 = the file as a whole
    int column = 0;      ///< 1-based, in code points
    std::string variant; ///< which template of the code, where it has several; else empty
    std::map<std::string, std::string> holes; ///< named holes of the template
};

bool hasErrors(const std::vector<Diagnostic>& all);

} // namespace xpu
