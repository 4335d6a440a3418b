#pragma once

#include "compute/onnx/model_file.h"
#include "compute/onnx/node_reader.h"
#include "core/task/model.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xpu::onnx {

/// What a name of the graph stands for.
struct Value {
    TensorSpec spec;
    /// Nothing for integers that only the lowering itself knows.
    std::optional<ModelSource> source;
    Shape made; ///< its shape where it comes from; another one in `spec` is a view
    const Tensor* constant = nullptr;
    /// Small integers that are known now: what shapes are computed from.
    std::optional<std::vector<std::int64_t>> integers;
};

/// Turns a graph into steps, node by node. The first thing that is not possible ends it: whoever
/// looks at `error` afterwards sees it, and until then values without meaning do no harm.
class Lowering {
public:
    Lowering(const Model& model, int fd, const OperatorCatalog& catalog,
             std::vector<std::int64_t> look);

    tl::expected<LoweredModel, ModelError> run(std::span<const PortSpec> inputs,
                                               std::int64_t batch);

    // For the tables of operators (operators.cpp and its like).

    std::int64_t opset() const { return model_.opset; }
    Value input(std::size_t i);
    /// All elements of a constant; nothing when it is none, or not a small one.
    std::optional<std::vector<double>> numbersOf(const Value& value);
    std::optional<std::vector<std::int64_t>> integersOf(const Value& value);
    Value known(std::vector<std::int64_t> integers, Shape shape);
    /// The same elements in another shape.
    static Value viewed(Value value, const Shape& shape);
    /// Numbers computed here, as a constant.
    Value constant(const TensorSpec& spec, std::vector<double> values);
    /// The constant with its rows of the first axis multiplied.
    Value scaled(const Value& value, const std::vector<double>& rows);

    using Inputs = std::vector<std::pair<std::string, Value>>;
    /// Adds a step and returns its only result.
    /// @param suffix  to the node's name where it becomes several steps
    Value emit(std::string_view op, Params params, const Inputs& inputs,
               std::string_view suffix = {});
    Value map(const std::string& expression, const Inputs& inputs, std::string_view suffix = {});
    void setOutput(std::size_t i, Value value);

    NodeReader& reader() { return *reader_; }
    /// The only node that reads the first result of the present one, if there is one and the result
    /// is no output of the model.
    const Node* onlyReader() const;
    /// The node has been done together with the present one: its result is that one's.
    void takeAlong(const Node& node) { done_.insert(&node); }
    void setNamed(const std::string& name, Value value) { values_[name] = std::move(value); }
    std::optional<std::vector<double>> numbersNamed(const std::string& name);
    /// What the file says the first result's shape is; nothing when it leaves anything open.
    std::optional<Shape> declaredShape() const;

    bool failed() const { return error_.has_value(); }
    Value refuse(std::string variant, std::map<std::string, std::string> holes);
    Value refuseShape(std::string detail) { return refuse("shape", {{"detail", detail}}); }
    Value refuseAttribute(std::string attribute)
    {
        return refuse("attribute", {{"attribute", std::move(attribute)}});
    }
    /// Only floats are computed with.
    bool isFloat(const Value& value);

private:
    void addInputs(std::span<const PortSpec> inputs, std::int64_t batch);
    void addInput(const ValueInfo& info, const PortSpec& given, std::int64_t batch);
    void addConstants();
    void lowerNodes();
    void lowerNode(const Node& node);
    void addOutputs();
    ModelSource sourceOf(const Value& value);
    std::string nameFor(std::string_view wanted);
    std::string unused(std::string name);
    std::string nodeName() const;

    const Model& model_;
    int fd_;
    const OperatorCatalog& catalog_;
    std::vector<std::int64_t> look_;
    std::map<std::string, Value> values_;
    std::map<std::string, std::vector<const Node*>> readers_;
    std::set<const Node*> done_;
    std::map<std::string, int> names_;
    std::map<std::string, int> unnamed_; ///< nodes without a name so far, by operator
    std::map<const Tensor*, std::shared_ptr<const FilePart>> parts_; ///< one for all readers
    std::size_t numbersRead_ = 0;
    std::map<std::string, std::int64_t> openExtents_;
    const Node* node_ = nullptr;
    std::optional<NodeReader> reader_;
    std::string base_; ///< name of the present node's steps
    LoweredModel out_;
    std::optional<ModelError> error_;
};

/// Lowers the present node of `l`.
using NodeLowering = void (*)(Lowering& l);
/// Null when there is none for this operator.
NodeLowering loweringOf(std::string_view op);

/// Of neurons: convolutions, pooling, batch normalization.
void lowerConv(Lowering& l);
void lowerPool(Lowering& l);
void lowerGlobalPool(Lowering& l);
void lowerBatchNormalization(Lowering& l);
/// Of matrices.
void lowerGemm(Lowering& l);
void lowerMatMul(Lowering& l);
/// Of shapes.
void lowerConcat(Lowering& l);
void lowerConstant(Lowering& l);
void lowerFlatten(Lowering& l);
void lowerGather(Lowering& l);
void lowerIdentity(Lowering& l);
void lowerReshape(Lowering& l);
void lowerShape(Lowering& l);
void lowerSqueeze(Lowering& l);
void lowerTranspose(Lowering& l);
void lowerUnsqueeze(Lowering& l);

/// `axis` counted from the end where it is negative; fails the node where there is no such axis.
std::size_t axisOf(Lowering& l, std::int64_t axis, std::size_t rank);
Shape shapeOf(std::span<const std::uint64_t> extents);

} // namespace xpu::onnx
