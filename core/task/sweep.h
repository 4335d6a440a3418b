#pragma once

#include "core/task/findings.h"
#include "core/task/path_jail.h"
#include "core/task/toml_document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace xpu::task {

inline constexpr std::size_t kMaxRuns = 10'000;

using SweepValue = std::variant<bool, std::int64_t, double, std::string>;

/// As it appears inside a command line or a file name.
std::string textOf(const SweepValue& value);

struct SweepAxis {
    std::string name;
    std::vector<SweepValue> values;
};

/// All sweeps of a task and how they multiply: axes in file order, the last fastest; axes of one
/// group (sweep_zip) advance together.
class Sweeps {
public:
    /// Reads [sweep.*] and sweep_zip. Adds E105, E107, E203, E212, E213, E301, E307, E404; an axis
    /// that is not usable gets one value, so that the rest of the file is still checked.
    static Sweeps read(const TomlTable& task, PathJail& jail, Findings& findings);

    /// Axes of equal length that advance together.
    static Sweeps together(std::vector<SweepAxis> axes, Position at);

    bool any() const { return !axes_.empty(); }
    std::size_t runs() const { return runs_; }
    Position at() const { return at_; } ///< of the first [sweep.*]
    const std::vector<SweepAxis>& axes() const { return axes_; }
    std::optional<std::size_t> find(std::string_view name) const;
    /// @param run  0 .. runs() - 1
    const SweepValue& value(std::size_t run, std::size_t axis) const;

private:
    struct Group {
        std::size_t size = 1;
        std::size_t stride = 1;
    };
    void multiply(Position at, Findings& findings);
    void zip(const TomlEntry& entry, Findings& findings);
    void zipGroup(const TomlArray& names, Position at, Findings& findings);

    std::vector<SweepAxis> axes_;
    std::vector<std::size_t> group_; ///< by axis: the first axis that it advances with
    std::vector<bool> zipped_;       ///< by axis: named in sweep_zip
    std::vector<Group> strides_;     ///< by axis; only the first of a group is used
    std::map<std::string, std::size_t, std::less<>> byName_;
    std::size_t runs_ = 1;
    Position at_;
};

} // namespace xpu::task
