#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace xpu::control_center {

/// Of the samples installed with this program those an empty queue offers, one of a kind.
std::vector<std::string> sampleFiles();

/// Copies the folder of a sample below `folder`, so that its results lie where the user may write
/// and the user may change it. What an earlier copy holds stays as it is.
/// @return the task file of the copy
Result<std::string> copySample(const std::string& sample, const std::string& folder);

/// The user's folder for such copies, below the documents.
std::string sampleCopies();

} // namespace xpu::control_center
