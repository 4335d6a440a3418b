#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace xpu::report {

struct Span {
    std::int64_t from = 0, to = 0; ///< micros
};

/// A lane for each span so that spans of one lane do not overlap: the first free one by start.
std::vector<std::size_t> lanesOf(const std::vector<Span>& spans);

} // namespace xpu::report
