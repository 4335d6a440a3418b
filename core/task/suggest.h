#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xpu::task {

/// The candidate that `word` was most likely meant to be; empty when none is near.
std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace xpu::task
