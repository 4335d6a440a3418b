#include "compute/io/data_file.h"

#include "compute/io/csv.h"
#include "compute/io/fd_io.h"
#include "compute/io/jpeg.h"
#include "compute/io/npy.h"
#include "compute/io/png.h"
#include "compute/operators/convert.h"

#include <array>
#include <cstring>
#include <string>

namespace xpu::io {
namespace {

enum class Kind { Npy, Png, Jpeg, Csv };

std::string lowerExtension(std::string_view name)
{
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || name.find('/', dot) != std::string_view::npos)
        return {};
    std::string extension(name.substr(dot + 1));
    for (char& c : extension)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return extension;
}

std::optional<Kind> kindByName(std::string_view name)
{
    const std::string extension = lowerExtension(name);
    if (extension == "npy")
        return Kind::Npy;
    if (extension == "png")
        return Kind::Png;
    if (extension == "jpg" || extension == "jpeg")
        return Kind::Jpeg;
    if (extension == "csv" || extension == "tsv")
        return Kind::Csv;
    return std::nullopt;
}

/// What the file is by its first bytes; a wrong extension does not matter.
Result<Kind> kindByContent(int fd, std::string_view name)
{
    const auto size = regularFileSize(fd);
    if (!size)
        return tl::unexpected(size.error());
    if (*size == 0)
        return fail(Errc::InvalidInput, "the file is empty");
    std::array<std::byte, 8> start{};
    const auto got = readSomeAt(fd, 0, start);
    if (!got)
        return tl::unexpected(got.error());
    const auto begins = [&](std::string_view magic) {
        return *got >= magic.size() && std::memcmp(start.data(), magic.data(), magic.size()) == 0;
    };
    if (begins("\x93NUMPY"))
        return Kind::Npy;
    if (begins("\x89PNG\r\n\x1a\n"))
        return Kind::Png;
    if (begins("\xff\xd8\xff"))
        return Kind::Jpeg;
    const auto named = kindByName(name);
    if (named == Kind::Csv)
        return Kind::Csv;
    if (named)
        return fail(Errc::InvalidInput, "the content is not what the name says");
    return fail(Errc::Unsupported, "not an npy, PNG, JPEG or csv file");
}

/// Pictures hold levels: floats are rounded into 0..255.
Result<LoadedData> asLevels(const TensorSpec& spec, const std::byte* data)
{
    const TensorSpec levels{DType::U8, spec.shape};
    auto block = HostBlock::allocate(levels.bytes());
    if (!block)
        return tl::unexpected(block.error());
    std::array<float, 1024> piece{};
    const std::uint64_t elements = levels.bytes().count;
    for (std::uint64_t at = 0; at < elements; at += piece.size()) {
        const auto values =
            std::span(piece).first(std::min<std::uint64_t>(piece.size(), elements - at));
        operators::toFloat(spec.dtype, data, at, values);
        operators::storeRounded(DType::U8, values, (*block)->data(), at);
    }
    return LoadedData{levels, std::move(*block)};
}

Result<void> writePicture(int fd, Kind kind, const TensorSpec& spec, const std::byte* data)
{
    const char* const format = kind == Kind::Png ? "PNG" : "JPEG";
    const std::uint64_t channels = spec.shape.rank == 3 ? spec.shape[2] : 1;
    const bool picture =
        (spec.shape.rank == 2 || spec.shape.rank == 3) && spec.shape.elements().value_or(0) > 0;
    const bool fits = channels == 1 || channels == 3 || (channels == 4 && kind == Kind::Png);
    if (!picture || !fits)
        return fail(Errc::Unsupported, std::string(format) + " cannot hold " + spec.text());
    if (spec.dtype == DType::F32 || spec.dtype == DType::F64) {
        const auto levels = asLevels(spec, data);
        if (!levels)
            return tl::unexpected(levels.error());
        return writePicture(fd, kind, levels->spec, levels->data->data());
    }
    if (kind == Kind::Png && (spec.dtype == DType::U8 || spec.dtype == DType::U16))
        return writePng(fd, spec, data);
    if (kind == Kind::Jpeg && spec.dtype == DType::U8)
        return writeJpeg(fd, spec, data);
    return fail(Errc::Unsupported, std::string(format) + " cannot hold " + spec.text());
}

} // namespace

Result<TensorSpec> readDataHeader(int fd, std::string_view fileName)
{
    const auto kind = kindByContent(fd, fileName);
    if (!kind)
        return tl::unexpected(kind.error());
    switch (*kind) {
    case Kind::Npy:
        return readNpyHeader(fd).map([](const NpyHeader& h) { return h.spec; });
    case Kind::Png:
        return readPngHeader(fd);
    case Kind::Jpeg:
        return readJpegHeader(fd);
    case Kind::Csv:
        break;
    }
    return readCsvHeader(fd);
}

Result<LoadedData> readDataFile(int fd, std::string_view fileName)
{
    const auto kind = kindByContent(fd, fileName);
    if (!kind)
        return tl::unexpected(kind.error());
    switch (*kind) {
    case Kind::Npy:
        return readNpy(fd);
    case Kind::Png:
        return readPng(fd);
    case Kind::Jpeg:
        return readJpeg(fd);
    case Kind::Csv:
        break;
    }
    return readCsv(fd);
}

Result<void> writeDataFile(int fd, std::string_view fileName, const TensorSpec& spec,
                           const std::byte* data)
{
    const auto kind = kindByName(fileName);
    if (!kind)
        return fail(Errc::Unsupported, "no format of this name: write .npy, .png, .jpg or .csv");
    if (*kind == Kind::Npy)
        return writeNpy(fd, spec, data);
    if (*kind == Kind::Csv)
        return writeCsv(fd, spec, data);
    return writePicture(fd, *kind, spec, data);
}

} // namespace xpu::io
