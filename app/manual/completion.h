#pragma once

#include "app/options/option.h"

#include <string>

namespace xpu::manual {

/// Scripts that make a shell complete the command line of a program: its verbs and options, the
/// words, files and folders that may follow them.
std::string bashCompletion(const options::Program& program);
std::string zshCompletion(const options::Program& program);
std::string fishCompletion(const options::Program& program);

/// "xpu-optimizer" -> "xpu_optimizer": fit for the name of a shell function.
std::string functionName(const std::string& program);

} // namespace xpu::manual
