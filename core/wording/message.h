#pragma once

#include "core/base/result.h"
#include "core/task/diagnostic.h"

#include <string>

namespace xpu::wording {

/// The sentence of a finding: what is wrong, and the mend. "unknown key 'devcies'; did you mean
/// 'devices'?" Control characters of the file do not get through.
std::string message(const Diagnostic& finding);

/// A sentence for an ordinary failure: "no space left: /data".
std::string message(const Error& error);
std::string message(Errc code);

} // namespace xpu::wording
