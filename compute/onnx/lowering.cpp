#include "compute/onnx/lowering.h"

#include <algorithm>
#include <cctype>

namespace xpu::onnx {
namespace {

constexpr std::size_t kLongestName = 48;
constexpr std::size_t kMostIntegers = 256;     ///< of a shape that is worked out beforehand
constexpr std::size_t kMostNumbers = 1U << 22; ///< read beforehand, of all constants together
constexpr std::size_t kMostSteps = 20'000;

ModelError unreadable(std::string detail)
{
    return {"E508", {}, {{"detail", std::move(detail)}}, {}};
}

/// The parameter that a task file could not have: what operators rely on.
std::string outOfRange(const OperatorInfo& info, const Params& params)
{
    for (const ParamInfo& row : info.params) {
        const auto found = params.find(row.name);
        if (found == params.end())
            continue;
        const auto* whole = std::get_if<std::int64_t>(&found->second);
        const auto* number = std::get_if<double>(&found->second);
        const double value = whole != nullptr    ? static_cast<double>(*whole)
                             : number != nullptr ? *number
                                                 : std::clamp(0.0, row.min, row.max);
        if (!(value >= row.min && value <= row.max))
            return row.name;
    }
    return {};
}

bool isNameCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

} // namespace

Shape shapeOf(std::span<const std::uint64_t> extents)
{
    Shape shape;
    for (const std::uint64_t extent : extents.first(std::min(extents.size(), Shape::kMaxRank)))
        shape.extent[shape.rank++] = extent;
    return shape;
}

std::size_t axisOf(Lowering& l, std::int64_t axis, std::size_t rank)
{
    const auto end = static_cast<std::int64_t>(rank);
    if (axis < -end || axis >= std::max<std::int64_t>(1, end)) {
        l.refuseShape("there is no axis " + std::to_string(axis));
        return 0;
    }
    return static_cast<std::size_t>(axis < 0 ? axis + end : axis);
}

Lowering::Lowering(const Model& model, int fd, const OperatorCatalog& catalog,
                   std::vector<std::int64_t> look)
    : model_(model), fd_(fd), catalog_(catalog), look_(std::move(look))
{}

tl::expected<LoweredModel, ModelError> Lowering::run(std::span<const PortSpec> inputs,
                                                     std::int64_t batch)
{
    addConstants();
    addInputs(inputs, batch);
    for (const Node& node : model_.nodes)
        for (const std::string& name : node.inputs)
            readers_[name].push_back(&node);
    for (const ValueInfo& output : model_.outputs)
        readers_[output.name].push_back(nullptr);
    lowerNodes();
    addOutputs();
    if (error_)
        return tl::unexpected(*error_);
    return std::move(out_);
}

void Lowering::addConstants()
{
    for (const auto& [name, tensor] : model_.constants) {
        Value value;
        value.constant = &tensor;
        if (const auto spec = specOf(tensor))
            value.spec = *spec;
        value.made = value.spec.shape;
        values_[name] = std::move(value);
    }
}

void Lowering::addInputs(std::span<const PortSpec> inputs, std::int64_t batch)
{
    for (const ValueInfo& info : model_.inputs)
        for (const PortSpec& given : inputs)
            if (given.name == info.name)
                addInput(info, given, batch);
}

void Lowering::addInput(const ValueInfo& info, const PortSpec& given, std::int64_t batch)
{
    const auto differs = [&](std::string code, std::string wanted) {
        if (!error_)
            error_ = ModelError{
                std::move(code),
                {},
                {{"port", info.name},
                 {"detail", given.spec.text() + " given, the model takes " + std::move(wanted)}},
                info.name};
    };
    if (dtypeOf(info.type) != given.spec.dtype)
        return differs("E208", std::string(nameOfType(info.type)));
    if (info.shape) {
        std::string wanted = "[";
        bool fits = info.shape->size() == given.spec.shape.rank;
        for (std::size_t i = 0; i < info.shape->size(); ++i) {
            const ValueInfo::Extent& extent = (*info.shape)[i];
            std::int64_t value = extent.value;
            if (value <= 0 && i == 0 && batch > 0)
                value = batch;
            const auto found = i < given.spec.shape.rank
                                   ? static_cast<std::int64_t>(given.spec.shape[i])
                                   : std::int64_t{0};
            if (value <= 0 && !extent.name.empty())
                value = openExtents_.emplace(extent.name, found).first->second;
            fits = fits && (value <= 0 || value == found);
            wanted += (i > 0 ? ", " : "") + (value > 0 ? std::to_string(value) : "any");
        }
        if (!fits)
            return differs("E207", wanted + "]");
    }
    Value value;
    value.spec = given.spec;
    value.made = given.spec.shape;
    value.source = info.name;
    values_[info.name] = std::move(value);
}

void Lowering::lowerNodes()
{
    for (const Node& node : model_.nodes) {
        if (error_)
            return;
        if (!done_.contains(&node))
            lowerNode(node);
    }
}

void Lowering::lowerNode(const Node& node)
{
    node_ = &node;
    reader_.emplace(node);
    const bool ours = node.domain.empty() || node.domain == "ai.onnx";
    const NodeLowering lower = ours ? loweringOf(node.op) : nullptr;
    if (lower == nullptr) {
        refuse({}, {{"op", ours ? node.op : node.domain + "." + node.op}});
        return;
    }
    std::string wanted = nameFor(node.name);
    if (wanted.empty()) {
        wanted = nameFor(node.op);
        std::ranges::transform(wanted, wanted.begin(),
                               [](unsigned char c) { return std::tolower(c); });
        wanted += std::to_string(++unnamed_[node.op]);
    }
    base_ = wanted;
    lower(*this);
    if (const std::string unread = reader_->unread(); !unread.empty())
        refuseAttribute(unread);
}

Value Lowering::input(std::size_t i)
{
    if (error_)
        return {};
    const std::string name = reader_->hasInput(i) ? node_->inputs[i] : std::string();
    const auto found = values_.find(name);
    if (found == values_.end()) {
        error_ = unreadable("nothing makes '" + name + "', which '" + nodeName() + "' reads");
        return {};
    }
    return found->second;
}

void Lowering::setOutput(std::size_t i, Value value)
{
    if (!error_ && reader_->hasOutput(i))
        values_[node_->outputs[i]] = std::move(value);
}

const Node* Lowering::onlyReader() const
{
    if (error_ || !reader_->hasOutput(0))
        return nullptr;
    const auto found = readers_.find(node_->outputs[0]);
    return found == readers_.end() || found->second.size() != 1 ? nullptr : found->second.front();
}

std::optional<Shape> Lowering::declaredShape() const
{
    if (error_ || !reader_->hasOutput(0))
        return std::nullopt;
    const auto found = model_.declared.find(node_->outputs[0]);
    if (found == model_.declared.end() || !found->second.shape
        || found->second.shape->size() > Shape::kMaxRank)
        return std::nullopt;
    Shape shape;
    for (const ValueInfo::Extent& extent : *found->second.shape) {
        if (extent.value < 0)
            return std::nullopt;
        shape.extent[shape.rank++] = static_cast<std::uint64_t>(extent.value);
    }
    return shape;
}

std::optional<std::vector<double>> Lowering::numbersNamed(const std::string& name)
{
    const auto found = values_.find(name);
    return found == values_.end() ? std::nullopt : numbersOf(found->second);
}

std::optional<std::vector<double>> Lowering::numbersOf(const Value& value)
{
    if (value.integers)
        return std::vector<double>(value.integers->begin(), value.integers->end());
    if (value.constant == nullptr || error_)
        return std::nullopt;
    numbersRead_ += value.spec.shape.elements().value_or(kMostNumbers);
    if (numbersRead_ > kMostNumbers) {
        error_ = unreadable("too much of it would have to be worked out beforehand");
        return std::nullopt;
    }
    auto values = valuesOf(*value.constant, fd_);
    return values ? std::optional(std::move(*values)) : std::nullopt;
}

std::optional<std::vector<std::int64_t>> Lowering::integersOf(const Value& value)
{
    if (value.integers)
        return value.integers;
    const bool whole = value.spec.dtype == DType::I64 || value.spec.dtype == DType::I32;
    if (!whole || value.spec.shape.elements().value_or(kMostIntegers) >= kMostIntegers)
        return std::nullopt;
    const auto numbers = numbersOf(value);
    if (!numbers)
        return std::nullopt;
    std::vector<std::int64_t> out;
    for (const double number : *numbers)
        out.push_back(static_cast<std::int64_t>(std::clamp(number, -0x1p62, 0x1p62)));
    return out;
}

Value Lowering::known(std::vector<std::int64_t> integers, Shape shape)
{
    if (integers.size() > kMostIntegers)
        return refuseShape("a shape of more than " + std::to_string(kMostIntegers) + " numbers");
    Value value;
    value.spec = {DType::I64, shape};
    value.made = shape;
    value.integers = std::move(integers);
    return value;
}

Value Lowering::viewed(Value value, const Shape& shape)
{
    value.spec.shape = shape;
    return value;
}

Value Lowering::constant(const TensorSpec& spec, std::vector<double> values)
{
    auto part = std::make_shared<FilePart>();
    part->spec = spec;
    part->values = std::move(values);
    part->look = look_;
    Value value;
    value.spec = spec;
    value.made = spec.shape;
    value.source = std::shared_ptr<const FilePart>(std::move(part));
    return value;
}

Value Lowering::scaled(const Value& value, const std::vector<double>& rows)
{
    auto part =
        std::make_shared<FilePart>(*std::get<std::shared_ptr<const FilePart>>(sourceOf(value)));
    part->rowScale = rows;
    Value out = value;
    out.constant = nullptr;
    out.source = std::shared_ptr<const FilePart>(std::move(part));
    return out;
}

/// Constants come from the file when a step reads them, however many there are.
ModelSource Lowering::sourceOf(const Value& value)
{
    if (value.source)
        return *value.source;
    auto part = std::make_shared<FilePart>();
    part->look = look_;
    part->spec = {value.spec.dtype, value.made};
    if (value.integers) {
        part->values.assign(value.integers->begin(), value.integers->end());
        return std::shared_ptr<const FilePart>(std::move(part));
    }
    const Tensor* tensor = value.constant;
    if (const auto known = parts_.find(tensor); known != parts_.end())
        return known->second;
    const auto spec = tensor != nullptr ? specOf(*tensor) : std::nullopt;
    if (!spec)
        refuse("dtype", {{"found", std::string(nameOfType(tensor != nullptr ? tensor->type : 0))}});
    else if (tensor->elsewhere)
        error_ = unreadable("'" + tensor->name + "' lies in another file");
    else if (tensor->inOnePiece ? tensor->size != spec->bytes().count
                                : tensor->numbers.size() != spec->shape.elements())
        error_ = unreadable("'" + tensor->name + "' is not as long as its shape says");
    else if (!tensor->inOnePiece && spec->dtype == DType::F16)
        refuse("dtype", {{"found", "float16 written as numbers"}});
    if (!error_) {
        part->spec = *spec;
        part->offset = tensor->offset;
        part->values = tensor->numbers;
        parts_[tensor] = part;
    }
    return std::shared_ptr<const FilePart>(std::move(part));
}

Value Lowering::emit(std::string_view op, Params params, const Inputs& inputs,
                     std::string_view suffix)
{
    if (error_)
        return {};
    const OperatorInfo* info = catalog_.find(op);
    if (info == nullptr)
        return refuse({}, {{"op", node_ != nullptr ? node_->op : std::string(op)}});
    if (out_.steps.size() >= kMostSteps) {
        error_ = unreadable("it becomes more than " + std::to_string(kMostSteps) + " steps");
        return {};
    }
    ModelStep step;
    step.name = unused(base_ + (suffix.empty() ? "" : "_") + std::string(suffix));
    step.op = info->name;
    std::vector<PortSpec> specs;
    for (const auto& [port, value] : inputs) {
        ModelStepInput in{port, sourceOf(value), std::nullopt};
        if (value.spec.shape != value.made)
            in.view = value.spec.shape;
        step.inputs.push_back(std::move(in));
        specs.push_back({port, value.spec});
    }
    if (error_)
        return {};
    if (const std::string name = outOfRange(*info, params); !name.empty())
        return refuseAttribute(name);
    const auto results = info->infer(specs, params);
    if (!results) {
        const InferError& wrong = results.error();
        if (wrong.kind != InferError::Kind::DType)
            return refuseShape(wrong.detail.empty() ? wrong.subject : wrong.detail);
        for (const PortSpec& in : specs)
            if (in.name == wrong.subject)
                return refuse("dtype", {{"found", std::string(nameOf(in.spec.dtype))}});
        return refuseShape(wrong.subject);
    }
    step.params = std::move(params);
    Value value;
    value.spec = results->front();
    value.made = value.spec.shape;
    value.source = ModelStepPort{out_.steps.size(), info->outputs.front()};
    out_.steps.push_back(std::move(step));
    return value;
}

Value Lowering::map(const std::string& expression, const Inputs& inputs, std::string_view suffix)
{
    Shape all; // single elements add axes here, unlike those of `map`
    for (const auto& [port, value] : inputs) {
        if (!isFloat(value))
            return {};
        const Shape& shape = value.spec.shape;
        Shape wide;
        wide.rank = std::max(all.rank, shape.rank);
        for (std::size_t i = 0; i < wide.rank; ++i) {
            const std::uint64_t a = i < all.rank ? all[all.rank - 1U - i] : 1;
            const std::uint64_t b = i < shape.rank ? shape[shape.rank - 1U - i] : 1;
            wide.extent[wide.rank - 1U - i] = a == 1 ? b : a;
        }
        all = wide;
    }
    Value result = emit("map", {{"expr", expression}}, inputs, suffix);
    return error_ ? Value() : viewed(std::move(result), all);
}

bool Lowering::isFloat(const Value& value)
{
    const bool yes = value.spec.dtype == DType::F32 || value.spec.dtype == DType::F64;
    if (!yes && !error_)
        refuse("dtype", {{"found", std::string(nameOf(value.spec.dtype))}});
    return yes && !error_;
}

Value Lowering::refuse(std::string variant, std::map<std::string, std::string> holes)
{
    if (error_)
        return {};
    holes.emplace("node", nodeName());
    if (node_ != nullptr)
        holes.emplace("op", node_->op);
    error_ = ModelError{"E507", std::move(variant), std::move(holes), {}};
    return {};
}

std::string Lowering::nodeName() const
{
    if (node_ == nullptr)
        return base_;
    if (!node_->name.empty())
        return node_->name;
    return node_->outputs.empty() ? node_->op : node_->outputs.front();
}

/// What may stand in a step's id; the end of a long name says more than its beginning.
std::string Lowering::nameFor(std::string_view wanted)
{
    std::string name(wanted.substr(wanted.size() - std::min(wanted.size(), kLongestName)));
    std::ranges::replace_if(
        name, [](char c) { return !isNameCharacter(c); }, '_');
    name.erase(0, std::min(name.find_first_not_of("_-"), name.size()));
    return name;
}

std::string Lowering::unused(std::string name)
{
    std::string free = name;
    if (names_.contains(name)) {
        int& last = names_[name];
        do
            free = name + "-" + std::to_string(++last);
        while (names_.contains(free));
    }
    names_[free] = 1;
    return free;
}

void Lowering::addOutputs()
{
    node_ = nullptr;
    std::set<std::size_t> taken;
    for (const ValueInfo& output : model_.outputs) {
        if (error_)
            return;
        const auto found = values_.find(output.name);
        if (found == values_.end()) {
            error_ = unreadable("nothing makes its output '" + output.name + "'");
            return;
        }
        Value value = found->second;
        const auto* port = value.source ? std::get_if<ModelStepPort>(&*value.source) : nullptr;
        const bool asMade = port != nullptr && value.spec.shape == value.made;
        if (!asMade || !taken.insert(port->step).second) {
            base_ = nameFor(output.name);
            if (base_.empty())
                base_ = "output";
            const auto* extents = value.spec.shape.extent.data();
            value = emit(
                "reshape",
                {{"shape", std::vector<std::int64_t>(extents, extents + value.spec.shape.rank)}},
                {{"x", value}});
            if (error_)
                return;
            port = std::get_if<ModelStepPort>(&*value.source);
            taken.insert(port->step);
        }
        out_.outputs.push_back({output.name, *port});
    }
}

} // namespace xpu::onnx
