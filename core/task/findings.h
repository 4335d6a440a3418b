#pragma once

#include "core/task/diagnostic.h"

#include <compare>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace xpu::task {

/// A place in the task file: 1-based line and column in code points.
struct Position {
    int line = 1;
    int column = 1;
    auto operator<=>(const Position&) const = default;
};

using Holes = std::map<std::string, std::string>;

/// What a check has found so far. Equal findings count once, and at most kPerPlace findings of one
/// code are kept for one key: a sweep of 10 000 runs does not say the same thing 10 000 times.
class Findings {
public:
    static constexpr std::size_t kPerPlace = 8;

    void add(std::string code, Position at, Holes holes = {}, std::string variant = {});
    bool hasErrors() const { return errors_; }
    /// All of them, sorted by position, then code.
    std::vector<Diagnostic> take();

private:
    std::vector<Diagnostic> all_;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> byPlace_;
    bool errors_ = false;
};

} // namespace xpu::task
