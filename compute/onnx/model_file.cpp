#include "compute/onnx/model_file.h"

#include "compute/io/fd_io.h"
#include "compute/onnx/wire.h"
#include "compute/operators/convert.h"

#include <unistd.h>

#include <array>
#include <cstring>

namespace xpu::onnx {
namespace {

constexpr std::size_t kMostNodes = 20'000;
constexpr std::size_t kMostPorts = 1'000;
constexpr std::size_t kMostValues = 1 << 20; ///< read for what is worked out beforehand
constexpr std::int64_t kMostExact = std::int64_t{1} << 53; ///< of a double

// The numbers of onnx.proto3's fields.
constexpr auto kVarint = WireType::Varint;
constexpr auto kBytes = WireType::Bytes;

void readDims(Wire& wire, Tensor& out)
{
    wire.packed([&] { out.dims.push_back(wire.integer()); });
}

bool tensorData(Wire& wire, std::uint32_t tag, Tensor& out)
{
    const auto number = [&](double value) { out.numbers.push_back(value); };
    const auto whole = [&] {
        const std::int64_t value = wire.integer();
        if (value > kMostExact || value < -kMostExact)
            wire.fail("an array holds integers that are too large");
        number(static_cast<double>(value));
    };
    const auto piece = [&] {
        const Wire::Piece found = wire.piece();
        if (out.inOnePiece)
            wire.fail("an array lies in several pieces");
        out.offset = found.offset;
        out.size = found.size;
        out.inOnePiece = true;
    };
    switch (tag) {
    case tagOf(4, kBytes):  // float_data
    case tagOf(9, kBytes):  // raw_data
    case tagOf(10, kBytes): // double_data
        piece();
        return true;
    case tagOf(4, WireType::Fixed32):
        number(wire.number());
        return true;
    case tagOf(10, WireType::Fixed64):
        number(wire.wideNumber());
        return true;
    case tagOf(5, kBytes): // int32_data, int64_data, uint64_data
    case tagOf(7, kBytes):
    case tagOf(11, kBytes):
        wire.packed(whole);
        return true;
    case tagOf(5, kVarint):
    case tagOf(7, kVarint):
    case tagOf(11, kVarint):
        whole();
        return true;
    default:
        return false;
    }
}

bool tensorField(Wire& wire, std::uint32_t tag, Tensor& out)
{
    switch (tag) {
    case tagOf(1, kVarint):
        out.dims.push_back(wire.integer());
        return true;
    case tagOf(1, kBytes):
        readDims(wire, out);
        return true;
    case tagOf(2, kVarint):
        out.type = wire.integer();
        return true;
    case tagOf(8, kBytes):
        out.name = wire.text();
        return true;
    case tagOf(14, kVarint): // data_location
        out.elsewhere = wire.integer() != 0;
        return true;
    default:
        return tensorData(wire, tag, out);
    }
}

Tensor readTensorIn(Wire& wire)
{
    Tensor out;
    wire.message([&](std::uint32_t tag) { return tensorField(wire, tag, out); });
    return out;
}

bool attributeField(Wire& wire, std::uint32_t tag, Attribute& out)
{
    switch (tag) {
    case tagOf(1, kBytes):
        out.name = wire.text();
        return true;
    case tagOf(2, WireType::Fixed32):
        out.number = wire.number();
        return true;
    case tagOf(3, kVarint):
        out.integer = wire.integer();
        return true;
    case tagOf(4, kBytes):
        out.text = wire.text();
        return true;
    case tagOf(5, kBytes):
        out.tensor = readTensorIn(wire);
        return true;
    case tagOf(7, WireType::Fixed32):
        out.numbers.push_back(wire.number());
        return true;
    case tagOf(7, kBytes):
        wire.packed([&] { out.numbers.push_back(wire.number()); });
        return true;
    case tagOf(8, kVarint):
        out.integers.push_back(wire.integer());
        return true;
    case tagOf(8, kBytes):
        wire.packed([&] { out.integers.push_back(wire.integer()); });
        return true;
    default: {
        const std::uint32_t field = tag >> 3;
        const bool known = field == 13 || field == 20; // its description, its type
        out.isOther = out.isOther || !known;
        return false;
    }
    }
}

Node readNode(Wire& wire)
{
    Node out;
    wire.message([&](std::uint32_t tag) {
        switch (tag) {
        case tagOf(1, kBytes):
            out.inputs.push_back(wire.text());
            return true;
        case tagOf(2, kBytes):
            out.outputs.push_back(wire.text());
            return true;
        case tagOf(3, kBytes):
            out.name = wire.text();
            return true;
        case tagOf(4, kBytes):
            out.op = wire.text();
            return true;
        case tagOf(5, kBytes): {
            Attribute attribute;
            wire.message([&](std::uint32_t t) { return attributeField(wire, t, attribute); });
            out.attributes.push_back(std::move(attribute));
            return true;
        }
        case tagOf(7, kBytes):
            out.domain = wire.text();
            return true;
        default:
            return false;
        }
    });
    return out;
}

std::vector<ValueInfo::Extent> readShape(Wire& wire)
{
    std::vector<ValueInfo::Extent> out;
    wire.message([&](std::uint32_t tag) {
        if (tag != tagOf(1, kBytes))
            return false;
        ValueInfo::Extent extent;
        wire.message([&](std::uint32_t t) {
            if (t == tagOf(1, kVarint))
                extent.value = wire.integer();
            else if (t == tagOf(2, kBytes))
                extent.name = wire.text();
            else
                return false;
            return true;
        });
        out.push_back(std::move(extent));
        return true;
    });
    return out;
}

ValueInfo readValueInfo(Wire& wire)
{
    ValueInfo out;
    const auto tensorType = [&](std::uint32_t tag) {
        if (tag == tagOf(1, kVarint))
            out.type = wire.integer();
        else if (tag == tagOf(2, kBytes))
            out.shape = readShape(wire);
        else
            return false;
        return true;
    };
    wire.message([&](std::uint32_t tag) {
        if (tag == tagOf(1, kBytes)) {
            out.name = wire.text();
            return true;
        }
        if (tag != tagOf(2, kBytes))
            return false;
        wire.message([&](std::uint32_t t) {
            if (t != tagOf(1, kBytes))
                return false;
            wire.message(tensorType);
            return true;
        });
        return true;
    });
    return out;
}

void readGraph(Wire& wire, Model& out)
{
    wire.message([&](std::uint32_t tag) {
        switch (tag) {
        case tagOf(1, kBytes):
            out.nodes.push_back(readNode(wire));
            if (out.nodes.size() > kMostNodes)
                wire.fail("it has more than " + std::to_string(kMostNodes) + " nodes");
            return true;
        case tagOf(5, kBytes): {
            Tensor tensor = readTensorIn(wire);
            std::string name = tensor.name;
            out.constants.insert_or_assign(std::move(name), std::move(tensor));
            return true;
        }
        case tagOf(11, kBytes):
            out.inputs.push_back(readValueInfo(wire));
            return true;
        case tagOf(12, kBytes): {
            out.outputs.push_back(readValueInfo(wire));
            out.declared.insert_or_assign(out.outputs.back().name, out.outputs.back());
            return true;
        }
        case tagOf(13, kBytes): {
            ValueInfo info = readValueInfo(wire);
            std::string name = info.name;
            out.declared.insert_or_assign(std::move(name), std::move(info));
            return true;
        }
        default:
            return false;
        }
    });
}

void readOpset(Wire& wire, Model& out)
{
    std::string domain;
    std::int64_t version = 0;
    wire.message([&](std::uint32_t tag) {
        if (tag == tagOf(1, kBytes))
            domain = wire.text();
        else if (tag == tagOf(2, kVarint))
            version = wire.integer();
        else
            return false;
        return true;
    });
    if (domain.empty() || domain == "ai.onnx")
        out.opset = version;
}

tl::expected<std::uint64_t, std::string> startOf(int fd)
{
    const auto size = io::regularFileSize(fd);
    if (!size || ::lseek(fd, 0, SEEK_SET) != 0)
        return tl::unexpected(std::string("it cannot be read"));
    if (*size == 0)
        return tl::unexpected(std::string("it is empty"));
    return *size;
}

struct TypeRow {
    std::string_view name;
    std::optional<DType> dtype;
};
/// By TensorProto::DataType.
constexpr std::array<TypeRow, 17> kTypes = {{{"undefined", {}},
                                             {"float", DType::F32},
                                             {"uint8", DType::U8},
                                             {"int8", DType::I8},
                                             {"uint16", DType::U16},
                                             {"int16", DType::I16},
                                             {"int32", DType::I32},
                                             {"int64", DType::I64},
                                             {"string", {}},
                                             {"bool", {}},
                                             {"float16", DType::F16},
                                             {"double", DType::F64},
                                             {"uint32", DType::U32},
                                             {"uint64", DType::U64},
                                             {"complex64", DType::C64},
                                             {"complex128", {}},
                                             {"bfloat16", {}}}};

const TypeRow& rowOf(std::int64_t type)
{
    const bool known = type > 0 && type < static_cast<std::int64_t>(kTypes.size());
    return kTypes[known ? static_cast<std::size_t>(type) : 0];
}

} // namespace

tl::expected<Model, std::string> readModel(int fd)
{
    const auto size = startOf(fd);
    if (!size)
        return tl::unexpected(size.error());
    Wire wire(fd, *size);
    Model out;
    bool any = false;
    wire.wholeFile([&](std::uint32_t tag) {
        if (tag == tagOf(7, kBytes)) {
            if (any)
                wire.fail("it holds several graphs");
            any = true;
            readGraph(wire, out);
        } else if (tag == tagOf(8, kBytes)) {
            readOpset(wire, out);
        } else {
            return false;
        }
        return true;
    });
    if (wire.wrong().empty() && (!any || out.outputs.empty()))
        wire.fail("it holds no graph");
    if (!wire.wrong().empty())
        return tl::unexpected(wire.wrong());
    if (out.inputs.size() > kMostPorts + out.constants.size() || out.outputs.size() > kMostPorts)
        return tl::unexpected("it has more than " + std::to_string(kMostPorts)
                              + " inputs or outputs");
    std::erase_if(out.inputs, [&](const ValueInfo& in) { return out.constants.contains(in.name); });
    return out;
}

tl::expected<Tensor, std::string> readTensor(int fd)
{
    const auto size = startOf(fd);
    if (!size)
        return tl::unexpected(size.error());
    Wire wire(fd, *size);
    Tensor out;
    wire.wholeFile([&](std::uint32_t tag) { return tensorField(wire, tag, out); });
    if (!wire.wrong().empty())
        return tl::unexpected(wire.wrong());
    return out;
}

std::optional<DType> dtypeOf(std::int64_t type) { return rowOf(type).dtype; }

std::string_view nameOfType(std::int64_t type) { return rowOf(type).name; }

std::optional<TensorSpec> specOf(const Tensor& tensor)
{
    const auto dtype = dtypeOf(tensor.type);
    if (!dtype || tensor.dims.size() > Shape::kMaxRank)
        return std::nullopt;
    TensorSpec spec{*dtype, {}};
    for (const std::int64_t extent : tensor.dims) {
        if (extent < 0)
            return std::nullopt;
        spec.shape.extent[spec.shape.rank++] = static_cast<std::uint64_t>(extent);
    }
    const auto elements = spec.shape.elements();
    if (!elements || *elements > std::uint64_t{1} << 46)
        return std::nullopt;
    return spec;
}

tl::expected<std::vector<double>, std::string> valuesOf(const Tensor& tensor, int fd)
{
    const auto spec = specOf(tensor);
    if (!spec || tensor.elsewhere)
        return tl::unexpected("'" + tensor.name + "' is no array that can be read");
    const std::uint64_t count = spec->shape.elements().value_or(0);
    if (!tensor.inOnePiece && tensor.numbers.size() == count)
        return tensor.numbers;
    if (!tensor.inOnePiece || tensor.size != spec->bytes().count || count > kMostValues)
        return tl::unexpected("'" + tensor.name + "' is not as long as its shape says");
    std::vector<std::byte> bytes(tensor.size);
    const auto read = io::readAt(fd, tensor.offset, bytes);
    if (!read)
        return tl::unexpected(std::string("it is cut off"));
    std::vector<double> values(count);
    if (spec->dtype == DType::C64)
        return tl::unexpected("'" + tensor.name + "' is complex");
    operators::toDouble(spec->dtype, bytes.data(), 0, values);
    return values;
}

} // namespace xpu::onnx
