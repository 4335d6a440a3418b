#include "compute/io/npy.h"

#include "compute/io/fd_io.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

namespace xpu::io {
namespace {

/// Reverses every `width` bytes; a complex value is two of half its size.
void swapBytes(std::span<std::byte> data, std::size_t width)
{
    for (std::size_t i = 0; i + width <= data.size(); i += width)
        std::reverse(data.begin() + static_cast<std::ptrdiff_t>(i),
                     data.begin() + static_cast<std::ptrdiff_t>(i + width));
}

/// Copies column-major `in` to row-major `out`, walking `out` in order.
void toRowMajor(const TensorSpec& spec, const std::byte* in, std::byte* out)
{
    const std::size_t size = sizeOf(spec.dtype);
    const std::uint64_t elements = spec.shape.elements().value_or(0);
    std::array<std::uint64_t, Shape::kMaxRank> stride{};
    std::uint64_t step = 1;
    for (std::size_t i = 0; i < spec.shape.rank; ++i) {
        stride[i] = step;
        step *= spec.shape[i];
    }
    std::array<std::uint64_t, Shape::kMaxRank> index{};
    std::uint64_t from = 0;
    for (std::uint64_t n = 0; n < elements; ++n) {
        std::memcpy(out + n * size, in + from * size, size);
        for (std::size_t axis = spec.shape.rank; axis-- > 0;) {
            from += stride[axis];
            if (++index[axis] < spec.shape[axis])
                break;
            from -= stride[axis] * spec.shape[axis];
            index[axis] = 0;
        }
    }
}

std::string_view descrOf(DType type)
{
    static constexpr std::array<std::string_view, 12> kCodes = {
        "<f2", "<f4", "<f8", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<c8"};
    return kCodes[static_cast<std::size_t>(type)];
}

} // namespace

Result<LoadedData> readNpy(int fd)
{
    const auto header = readNpyHeader(fd);
    if (!header)
        return tl::unexpected(header.error());
    const TensorSpec& spec = header->spec;
    auto block = HostBlock::allocate(spec.bytes());
    if (!block)
        return tl::unexpected(block.error());
    const std::span<std::byte> bytes((*block)->data(), spec.bytes().count);
    if (const auto read = readAt(fd, header->dataOffset, bytes); !read)
        return tl::unexpected(read.error());
    if (header->swapped)
        swapBytes(bytes, spec.dtype == DType::C64 ? 4 : sizeOf(spec.dtype));
    if (!header->fortranOrder || spec.shape.rank < 2)
        return LoadedData{spec, std::move(*block)};
    auto ordered = HostBlock::allocate(spec.bytes());
    if (!ordered)
        return tl::unexpected(ordered.error());
    toRowMajor(spec, bytes.data(), (*ordered)->data());
    return LoadedData{spec, std::move(*ordered)};
}

Result<void> writeNpy(int fd, const TensorSpec& spec, const std::byte* data)
{
    static_assert(std::endian::native == std::endian::little, "the header says little-endian");
    std::string shape = "(";
    for (std::size_t i = 0; i < spec.shape.rank; ++i)
        shape += std::to_string(spec.shape[i]) + (i + 1 < spec.shape.rank ? ", " : "");
    shape += spec.shape.rank == 1 ? ",)" : ")";
    std::string text = "{'descr': '" + std::string(descrOf(spec.dtype))
                       + "', 'fortran_order': False, 'shape': " + shape + ", }";
    constexpr std::size_t kStart = 10;
    // The data starts at a multiple of 64, so that it can be memory-mapped; the header ends in \n.
    text.append(63 - (kStart + text.size()) % 64, ' ');
    text += '\n';
    std::string head("\x93NUMPY\x01\x00", 8);
    head += static_cast<char>(text.size() & 0xff);
    head += static_cast<char>(text.size() >> 8);
    head += text;
    if (auto written = writeAll(fd, std::as_bytes(std::span(head))); !written)
        return written;
    return writeAll(fd, {data, spec.bytes().count});
}

} // namespace xpu::io
