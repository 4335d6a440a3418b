#pragma once

#include "compute/onnx/model_file.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace xpu::onnx {

/// The attributes of a node by name; remembers which were asked for, so that none is passed over
/// in silence.
class NodeReader {
public:
    explicit NodeReader(const Node& node) : node_(node) {}

    const Node& node() const { return node_; }
    bool has(std::string_view name) { return find(name) != nullptr; }
    std::int64_t integer(std::string_view name, std::int64_t fallback);
    double number(std::string_view name, double fallback);
    std::string text(std::string_view name, std::string fallback);
    /// Empty when absent.
    std::vector<std::int64_t> integers(std::string_view name);
    std::vector<double> numbers(std::string_view name);
    const Tensor* tensor(std::string_view name);
    /// Takes note of attributes that change nothing here.
    void ignore(std::initializer_list<std::string_view> names);

    /// Name of an attribute that nobody asked for; empty when there is none.
    std::string unread() const;
    /// Whether the node names an input or output at this position.
    bool hasInput(std::size_t i) const
    {
        return i < node_.inputs.size() && !node_.inputs[i].empty();
    }
    bool hasOutput(std::size_t i) const
    {
        return i < node_.outputs.size() && !node_.outputs[i].empty();
    }

private:
    const Attribute* find(std::string_view name);

    const Node& node_;
    std::set<std::string, std::less<>> read_;
};

} // namespace xpu::onnx
