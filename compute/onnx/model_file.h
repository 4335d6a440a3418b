#pragma once

#include "core/device/tensor.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xpu::onnx {

/// An array of the file (TensorProto). What it holds stays there wherever it lies in one piece.
struct Tensor {
    std::string name;
    std::int64_t type = 0; ///< TensorProto::DataType
    std::vector<std::int64_t> dims;
    std::uint64_t offset = 0; ///< of the piece in the file
    std::uint64_t size = 0;   ///< of the piece in bytes
    bool inOnePiece = false;
    std::vector<double> numbers; ///< else: as they stand in the file, element by element
    bool elsewhere = false;      ///< in another file
};

struct Attribute {
    std::string name;
    double number = 0;
    std::int64_t integer = 0;
    std::string text;
    std::vector<double> numbers;
    std::vector<std::int64_t> integers;
    std::optional<Tensor> tensor;
    bool isOther = false; ///< a graph, several tensors, ...: nothing that is understood here
};

struct Node {
    std::string name;
    std::string op;
    std::string domain;
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;
    std::vector<Attribute> attributes;
};

/// An input or output of the model.
struct ValueInfo {
    struct Extent {
        std::int64_t value = -1; ///< below 0 = open
        std::string name;        ///< equal names are equal extents
    };
    std::string name;
    std::int64_t type = 0; ///< 0 = no tensor
    std::optional<std::vector<Extent>> shape;
};

/// The graph of an ONNX file.
struct Model {
    std::int64_t opset = 0; ///< version of the operators of the default domain
    std::vector<Node> nodes;
    std::map<std::string, Tensor> constants; ///< initializers
    std::vector<ValueInfo> inputs;           ///< without those that are constants
    std::vector<ValueInfo> outputs;
    /// What the file says of values between its steps, and of its outputs.
    std::map<std::string, ValueInfo> declared;
};

/// Reads a model without the arrays that lie in one piece. What a file may ask for is limited: its
/// size (2 GiB, as the format has it), fields (a million), nodes (20 000), lengths of names.
/// @return what is wrong with the file, in English, otherwise
tl::expected<Model, std::string> readModel(int fd);
/// A file that holds a single array.
tl::expected<Tensor, std::string> readTensor(int fd);

/// Nothing for types this program has no values of, and for bad extents.
std::optional<TensorSpec> specOf(const Tensor& tensor);
std::optional<DType> dtypeOf(std::int64_t type);
/// "bfloat16": the format's word, for people.
std::string_view nameOfType(std::int64_t type);
/// All elements, read from the file where they lie there.
/// @return what is wrong otherwise
tl::expected<std::vector<double>, std::string> valuesOf(const Tensor& tensor, int fd);

} // namespace xpu::onnx
