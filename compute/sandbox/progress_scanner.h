#pragma once

#include <functional>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

namespace xpu::sandbox {

/// Finds per cent figures in a command's output, line by line (\n and \r both end a line).
/// It works on text from strangers, so lines are cut at 512 bytes and the matcher is the
/// polynomial one; it runs inside the sandbox all the same.
class ProgressScanner {
public:
    /// @param pattern  ECMAScript with one group that holds the number; a bad one finds nothing
    explicit ProgressScanner(const std::string& pattern);

    /// The last figure in `text` that differs from the one before, within 0..100.
    std::optional<double> feed(std::string_view text);

private:
    std::optional<double> match(const std::string& line) const;

    std::optional<std::regex> regex_;
    std::string line_;
    double last_ = -1;
};

} // namespace xpu::sandbox
