#pragma once

#include "app/options/option.h"
#include "core/base/result.h"
#include "core/device/operator_info.h"

#include <map>
#include <string>

namespace xpu::manual {

/// Text as it stands, for a man(7) page.
std::string escaped(const std::string& text);

/// Parts of a manual page, in man(7): commands with their options, options, exit statuses.
std::string commandList(const options::Program& program);
std::string optionList(const std::vector<options::OptionInfo>& options);
std::string exitList(const options::Program& program);

/// The keys of the task file's grammar, table by table, and the operators with their ports and
/// parameters.
std::string keyList();
std::string operatorList(const OperatorCatalog& catalog);

/// Prose with its `@HOLES@`, each alone on a line, filled. Errc::InvalidInput for a hole that
/// nothing fills.
Result<std::string> fillHoles(const std::string& prose,
                              const std::map<std::string, std::string>& parts);

} // namespace xpu::manual
