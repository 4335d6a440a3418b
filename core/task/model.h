#pragma once

#include "core/device/operator_info.h"
#include "core/task/file_part.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace xpu {

/// Where an input of a model's step comes from.
struct ModelStepPort {
    std::size_t step = 0; ///< position in LoweredModel::steps, before the reader's own
    std::string port;
};
using ModelSource = std::variant<std::string,   ///< an input of the model, by its name
                                 ModelStepPort, ///< an earlier step
                                 std::shared_ptr<const FilePart>>; ///< a constant of the file

/// One input of a model's step.
struct ModelStepInput {
    std::string port;
    ModelSource source;
    /// Read in this shape, of as many elements, instead of the one it was made in.
    std::optional<Shape> view;
};

/// A step that a model consists of: an operator of the catalog.
struct ModelStep {
    std::string name; ///< letters, digits, "_" and "-"; unique in the model
    std::string op;
    Params params;
    std::vector<ModelStepInput> inputs;
};

/// An output of a model: the port of one of its steps, no port twice.
struct ModelOutput {
    std::string name;
    ModelStepPort from;
};

/// A model as steps, each behind those it reads.
struct LoweredModel {
    std::vector<ModelStep> steps;
    std::vector<ModelOutput> outputs;
};

/// The ports of a model, by the names in its file.
struct ModelPorts {
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;
};

/// Why a model cannot be used: a finding, at a port of the step where `port` is set.
struct ModelError {
    std::string code; ///< "E507"
    std::string variant;
    std::map<std::string, std::string> holes;
    std::string port;
};

/// PORT: reads files of trained models. Pure but for the file; thread-safe.
class ModelReader {
public:
    virtual ~ModelReader() = default;
    /// @param fd  stays the caller's; its position moves
    virtual tl::expected<ModelPorts, ModelError> ports(int fd) const = 0;
    /// The model for inputs of these specs, one for each of ports().inputs.
    /// @param batch  what the first extent of inputs must be where the model leaves it open; 0 = any
    virtual tl::expected<LoweredModel, ModelError> lower(int fd, std::span<const PortSpec> inputs,
                                                         std::int64_t batch) const = 0;
};

} // namespace xpu
