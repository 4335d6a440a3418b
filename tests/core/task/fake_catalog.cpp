#include "tests/core/task/fake_catalog.h"

#include <unistd.h>

#include <array>
#include <cmath>
#include <sstream>

using namespace xpu;

namespace {

using Inferred = tl::expected<std::vector<TensorSpec>, InferError>;
using Kind = InferError::Kind;

Inferred refuse(Kind kind, std::string subject, std::string detail)
{
    return tl::unexpected(InferError{kind, std::move(subject), std::move(detail)});
}

Inferred same(std::span<const PortSpec> in, const Params&) { return std::vector{in[0].spec}; }

Inferred gemm(std::span<const PortSpec> in, const Params&)
{
    const TensorSpec& a = in[0].spec;
    const TensorSpec& b = in[1].spec;
    if (a.dtype != b.dtype)
        return refuse(Kind::DType, "b", "map");
    if (a.shape.rank != 2 || b.shape.rank != 2 || a.shape[1] != b.shape[0])
        return refuse(Kind::Shape, "b", a.text() + " and " + b.text());
    return std::vector{TensorSpec{a.dtype, {a.shape[0], b.shape[1]}}};
}

Inferred resize(std::span<const PortSpec> in, const Params& params)
{
    TensorSpec out = in[0].spec;
    const auto scale = params.find("scale");
    if (scale == params.end())
        return refuse(Kind::Parameter, "scale", "give width, height or scale");
    for (std::size_t i = 0; i < 2; ++i)
        out.shape.extent[i] = static_cast<std::uint64_t>(std::lround(
            static_cast<double>(out.shape.extent[i]) * std::get<double>(scale->second)));
    return std::vector{out};
}

Inferred map(std::span<const PortSpec> in, const Params& params)
{
    if (std::get<std::string>(params.at("expr")).ends_with('+'))
        return refuse(Kind::Expression, "expr", "value expected at 4");
    return std::vector{in[0].spec};
}

Inferred sort(std::span<const PortSpec> in, const Params& params)
{
    std::vector out{in[0].spec};
    if (params.contains("index"))
        out.push_back({DType::U32, in[0].spec.shape});
    return out;
}

OperatorInfo make(std::string name, std::vector<std::string> in, std::vector<std::string> out)
{
    OperatorInfo info;
    info.name = std::move(name);
    info.inputs = std::move(in);
    info.outputs = std::move(out);
    info.infer = same;
    return info;
}

ParamInfo param(std::string name, ParamInfo::Type type, bool required = false)
{
    ParamInfo info;
    info.name = std::move(name);
    info.type = type;
    info.required = required;
    return info;
}

} // namespace

FakeCatalog::FakeCatalog()
{
    using Type = ParamInfo::Type;
    OperatorInfo load = make("image.load", {"file"}, {"x"});
    OperatorInfo save = make("image.save", {"x"}, {"file"});
    OperatorInfo fileLoad = make("file.load", {"file"}, {"x"});
    load.host = save.host = fileLoad.host = true;
    OperatorInfo gauss = make("image.gauss", {"x"}, {"y"});
    gauss.params = {param("sigma", Type::Number, true)};
    gauss.params[0].min = 0;
    gauss.params[0].minExclusive = true;
    OperatorInfo small = make("image.resize", {"x"}, {"y"});
    small.params = {param("width", Type::Integer), param("height", Type::Integer),
                    param("scale", Type::Number)};
    small.infer = resize;
    OperatorInfo mapped = make("map", {"x"}, {"y"});
    mapped.extraInputs = true;
    mapped.params = {param("expr", Type::Text, true)};
    mapped.infer = map;
    OperatorInfo reduced = make("reduce", {"x"}, {"y"});
    reduced.params = {param("fn", Type::Text, true), param("axis", Type::Integer)};
    reduced.params[0].choices = {"sum", "mean", "min", "max", "prod"};
    OperatorInfo product = make("gemm", {"a", "b"}, {"c"});
    product.optionalInputs = {"c0"};
    product.params = {param("alpha", Type::Number), param("beta", Type::Number),
                      param("trans_a", Type::Bool), param("trans_b", Type::Bool)};
    product.infer = gemm;
    OperatorInfo sorted = make("arrange", {"x"}, {"y", "index"});
    sorted.optionalOutputs = 1;
    sorted.params = {param("index", Type::Bool)};
    sorted.infer = sort;
    for (OperatorInfo* info :
         {&load, &save, &fileLoad, &gauss, &small, &mapped, &reduced, &product, &sorted})
        operators_.emplace(info->name, std::move(*info));
}

const OperatorInfo* FakeCatalog::find(std::string_view name) const
{
    const auto it = operators_.find(name);
    return it == operators_.end() ? nullptr : &it->second;
}

std::vector<std::string_view> FakeCatalog::names() const
{
    std::vector<std::string_view> out;
    for (const auto& [name, info] : operators_)
        out.push_back(name);
    return out;
}

Result<TensorSpec> FakeCatalog::readHeader(int fd, std::string_view fileName) const
{
    std::array<char, 256> buffer{};
    const ssize_t n = ::pread(fd, buffer.data(), buffer.size(), 0);
    std::istringstream text(
        std::string(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0))));
    std::string word;
    if (!(text >> word))
        return fail(Errc::InvalidInput, std::string(fileName));
    if (word == "object")
        return fail(Errc::Unsupported, std::string(fileName));
    const auto dtype = dtypeFromName(word);
    if (!dtype)
        return fail(Errc::Corrupt, std::string(fileName));
    TensorSpec spec{*dtype, {}};
    for (std::uint64_t extent = 0; text >> extent;)
        spec.shape.extent[spec.shape.rank++] = extent;
    return spec;
}
