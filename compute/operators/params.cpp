#include "compute/operators/params.h"

namespace xpu::operators {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 46;

template <class T>
std::optional<T> get(const Params& params, std::string_view name)
{
    const auto found = params.find(name);
    if (found == params.end())
        return std::nullopt;
    const T* value = std::get_if<T>(&found->second);
    return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

tl::unexpected<InferError> inferError(InferError::Kind kind, std::string subject,
                                      std::string detail)
{
    return tl::unexpected<InferError>(InferError{kind, std::move(subject), std::move(detail)});
}

} // namespace

std::optional<double> number(const Params& params, std::string_view name)
{
    if (const auto whole = get<std::int64_t>(params, name))
        return static_cast<double>(*whole);
    return get<double>(params, name);
}

std::optional<std::int64_t> integer(const Params& params, std::string_view name)
{
    return get<std::int64_t>(params, name);
}

std::optional<std::string> text(const Params& params, std::string_view name)
{
    return get<std::string>(params, name);
}

bool flag(const Params& params, std::string_view name)
{
    return get<bool>(params, name).value_or(false);
}

const TensorSpec* port(std::span<const PortSpec> inputs, std::string_view name)
{
    for (const PortSpec& p : inputs)
        if (p.name == name)
            return &p.spec;
    return nullptr;
}

tl::unexpected<InferError> badParameter(std::string name, std::string detail)
{
    return inferError(InferError::Kind::Parameter, std::move(name), std::move(detail));
}

tl::unexpected<InferError> badShape(std::string port, std::string detail)
{
    return inferError(InferError::Kind::Shape, std::move(port), std::move(detail));
}

tl::unexpected<InferError> badDType(std::string port, std::string converter)
{
    return inferError(InferError::Kind::DType, std::move(port), std::move(converter));
}

tl::unexpected<InferError> missingPort(std::string port)
{
    return inferError(InferError::Kind::MissingPort, std::move(port), {});
}

std::optional<Division> byRows(std::span<const PortSpec> inputs, std::uint64_t reach)
{
    Division division;
    division.rows = inputs.front().spec.shape[0];
    division.reach = reach;
    division.whole.assign(inputs.size(), false);
    return division;
}

bool sizeIsSane(const TensorSpec& spec)
{
    const auto elements = spec.shape.elements();
    return elements && *elements <= kMostBytes / sizeOf(spec.dtype);
}

} // namespace xpu::operators
