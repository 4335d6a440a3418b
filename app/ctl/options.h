#pragma once

#include "app/options/option.h"
#include "core/base/result.h"

#include <map>
#include <string>
#include <vector>

namespace xpu::ctl {

using options::OptionInfo;
using options::VerbInfo;

/// The one table behind parsing, --help, the manual page and shell completion.
const std::vector<VerbInfo>& verbs();
const std::vector<OptionInfo>& commonOptions();
/// Both, and what scripts branch on.
options::Program program();

/// A parsed command line.
struct Invocation {
    const VerbInfo* verb = nullptr; ///< null: only --help or --version was asked for
    std::vector<std::string> operands;
    std::map<std::string, std::string> options; ///< name -> value; switches map to ""
    bool help = false;
    bool version = false;

    bool has(const std::string& option) const { return options.contains(option); }
    std::string value(const std::string& option) const
    {
        const auto found = options.find(option);
        return found == options.end() ? std::string() : found->second;
    }
};

/// Errc::InvalidInput with a sentence that names the word at fault and the nearest known one.
Result<Invocation> parseArguments(const std::vector<std::string>& words);

/// The overview, or the page of one verb.
std::string helpText(const VerbInfo* verb);

} // namespace xpu::ctl
