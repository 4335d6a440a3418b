#pragma once

#include "core/base/result.h"
#include "tests/gpu/statistics.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace xpu::tests {

/// A kernel on a GPU family.
struct RowKey {
    std::string family;
    std::string kernel;
    std::string constants;

    auto operator<=>(const RowKey&) const = default;
    std::string text() const { return kernel + " <" + constants + "> on " + family; }
};

/// The figures of all kernels on all families, as made by one version of the compiler.
struct Table {
    std::string compiler; ///< "Mesa 22.3.6"
    std::map<RowKey, Statistics> rows;

    /// Tab-separated with two heading lines, rows in the order of their keys.
    std::string text() const;
    static Result<Table> parse(const std::string& text);
    static Result<Table> read(const std::string& path);
};

} // namespace xpu::tests
