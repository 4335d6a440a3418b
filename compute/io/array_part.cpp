#include "compute/io/array_part.h"

#include "compute/io/fd_io.h"
#include "compute/io/file_look.h"

#include <string>

namespace xpu::io {
namespace {

template <class T>
const T* get(const Params& params, std::string_view name)
{
    const auto found = params.find(name);
    return found == params.end() ? nullptr : std::get_if<T>(&found->second);
}

std::optional<TensorSpec> specOf(const Params& params)
{
    const auto* word = get<std::string>(params, "dtype");
    const auto* extents = get<std::vector<std::int64_t>>(params, "shape");
    const auto dtype = word != nullptr ? dtypeFromName(*word) : std::nullopt;
    if (!dtype || extents == nullptr || extents->size() > Shape::kMaxRank)
        return std::nullopt;
    TensorSpec spec{*dtype, {}};
    for (const std::int64_t extent : *extents)
        spec.shape.extent[spec.shape.rank++] = static_cast<std::uint64_t>(extent);
    return spec;
}

template <class T>
void fill(HostBlock& block, const std::vector<double>& values)
{
    const auto out = block.as<T>();
    for (std::size_t i = 0; i < values.size() && i < out.size(); ++i)
        out[i] = static_cast<T>(values[i]);
}

Result<void> store(DType type, HostBlock& block, const std::vector<double>& values)
{
    switch (type) {
    case DType::F32:
        return fill<float>(block, values), Result<void>();
    case DType::F64:
        return fill<double>(block, values), Result<void>();
    case DType::I8:
        return fill<std::int8_t>(block, values), Result<void>();
    case DType::I16:
        return fill<std::int16_t>(block, values), Result<void>();
    case DType::I32:
        return fill<std::int32_t>(block, values), Result<void>();
    case DType::I64:
        return fill<std::int64_t>(block, values), Result<void>();
    case DType::U8:
        return fill<std::uint8_t>(block, values), Result<void>();
    case DType::U16:
        return fill<std::uint16_t>(block, values), Result<void>();
    case DType::U32:
        return fill<std::uint32_t>(block, values), Result<void>();
    case DType::U64:
        return fill<std::uint64_t>(block, values), Result<void>();
    default:
        return fail(Errc::Unsupported, "numbers of this type");
    }
}

template <class T>
void scaleRows(HostBlock& block, const std::vector<double>& factors)
{
    const auto values = block.as<T>();
    const std::size_t row = values.size() / factors.size();
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<T>(static_cast<double>(values[i]) * factors[i / row]);
}

} // namespace

bool isOfPart(const Params& params) { return params.contains("offset"); }

Result<LoadedData> readPart(int fd, const Params& params)
{
    const auto look = lookOf(fd);
    if (!look)
        return tl::unexpected(look.error());
    const auto* wanted = get<std::vector<std::int64_t>>(params, "look");
    if (wanted == nullptr || *wanted != *look)
        return fail(Errc::Conflict, "the file has changed since the task was checked");
    const auto spec = specOf(params);
    const auto* offset = get<std::int64_t>(params, "offset");
    if (!spec || offset == nullptr)
        return fail(Errc::Internal, "no such part of a file");
    auto block = HostBlock::allocate(spec->bytes());
    if (!block)
        return tl::unexpected(block.error());
    const auto* values = get<std::vector<double>>(params, "values");
    const Result<void> read =
        values != nullptr
            ? store(spec->dtype, **block, *values)
            : readAt(fd, static_cast<std::uint64_t>(*offset),
                     {(*block)->data(), static_cast<std::size_t>(spec->bytes().count)});
    if (!read)
        return tl::unexpected(read.error());
    const auto* factors = get<std::vector<double>>(params, "row_scale");
    if (factors != nullptr && !factors->empty() && (*block)->size().count > 0) {
        if (spec->dtype == DType::F64)
            scaleRows<double>(**block, *factors);
        else
            scaleRows<float>(**block, *factors);
    }
    return LoadedData{*spec, std::move(*block)};
}

} // namespace xpu::io
