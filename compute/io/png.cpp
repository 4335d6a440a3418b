#include "compute/io/png.h"

#include "compute/io/fd_io.h"

#include <png.h>

#include <csetjmp>
#include <cstring>
#include <string>
#include <vector>

namespace xpu::io {
namespace {

constexpr std::uint64_t kMostInflation = 1032; // deflate cannot expand more

/// Where libpng reads from, and what it said. libpng leaves by longjmp: nothing with a destructor
/// may live in the frames between, so everything lies here.
struct Source {
    int fd = -1;
    std::uint64_t offset = 0;
    std::string message;
};

void onError(png_structp png, png_const_charp message)
{
    static_cast<Source*>(png_get_error_ptr(png))->message = message;
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

void onRead(png_structp png, png_bytep out, std::size_t size)
{
    auto* source = static_cast<Source*>(png_get_io_ptr(png));
    const bool ok =
        readAt(source->fd, source->offset, {reinterpret_cast<std::byte*>(out), size}).has_value();
    if (!ok)
        png_error(png, "the file ends early");
    source->offset += size;
}

class Reader {
public:
    explicit Reader(int fd) : source_{.fd = fd, .offset = 0, .message = {}}
    {
        png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source_, onError, onWarning);
        info_ = png_ != nullptr ? png_create_info_struct(png_) : nullptr;
    }
    ~Reader() { png_destroy_read_struct(&png_, &info_, nullptr); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    bool ready() const { return info_ != nullptr; }
    Error error() const { return {Errc::Corrupt, "PNG: " + source_.message}; }

    bool readInfo(TensorSpec& spec)
    {
        if (setjmp(png_jmpbuf(png_)) != 0)
            return false;
        png_set_read_fn(png_, &source_, onRead);
        png_set_user_limits(png_, 1 << 20, 1 << 20);
        png_read_info(png_, info_);
        expand();
        passes_ = png_set_interlace_handling(png_);
        png_read_update_info(png_, info_);
        const bool deep = png_get_bit_depth(png_, info_) == 16;
        spec = {deep ? DType::U16 : DType::U8,
                {png_get_image_height(png_, info_), png_get_image_width(png_, info_),
                 png_get_channels(png_, info_)}};
        return true;
    }

    bool readRows(const TensorSpec& spec, std::byte* out)
    {
        if (setjmp(png_jmpbuf(png_)) != 0)
            return false;
        const std::size_t line = spec.shape[1] * spec.shape[2] * sizeOf(spec.dtype);
        for (int pass = 0; pass < passes_; ++pass)
            for (std::uint64_t y = 0; y < spec.shape[0]; ++y)
                png_read_row(png_, reinterpret_cast<png_bytep>(out + y * line), nullptr);
        png_read_end(png_, nullptr);
        return true;
    }

private:
    /// Asks for 8 or 16 bits, 1, 3 or 4 channels, samples in native (little-endian) order.
    void expand()
    {
        const png_byte colour = png_get_color_type(png_, info_);
        const bool transparent = png_get_valid(png_, info_, PNG_INFO_tRNS) != 0;
        png_set_expand(png_);
        if (colour == PNG_COLOR_TYPE_GRAY_ALPHA || (colour == PNG_COLOR_TYPE_GRAY && transparent))
            png_set_gray_to_rgb(png_);
        if (png_get_bit_depth(png_, info_) == 16)
            png_set_swap(png_);
    }

    Source source_;
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
    int passes_ = 1;
};

Result<TensorSpec> checkedInfo(Reader& reader, int fd)
{
    const auto size = regularFileSize(fd);
    if (!size)
        return tl::unexpected(size.error());
    TensorSpec spec;
    if (!reader.ready())
        return fail(Errc::OutOfMemory, "libpng");
    if (!reader.readInfo(spec))
        return tl::unexpected(reader.error());
    // Palette and one-bit pictures hold eight pixels a byte that become up to four samples each.
    const std::uint64_t pixels = spec.shape[0] * spec.shape[1];
    if (pixels / 8 / kMostInflation > *size)
        return fail(Errc::Corrupt, "PNG: " + spec.text() + " cannot come from "
                                       + std::to_string(*size) + " bytes");
    return spec;
}

class Writer {
public:
    explicit Writer(int fd) : source_{.fd = fd, .offset = 0, .message = {}}
    {
        png_ = png_create_write_struct(PNG_LIBPNG_VER_STRING, &source_, onError, onWarning);
        info_ = png_ != nullptr ? png_create_info_struct(png_) : nullptr;
    }
    ~Writer() { png_destroy_write_struct(&png_, &info_); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    bool ready() const { return info_ != nullptr; }
    Error error() const
    {
        return writeError_.context.empty() ? Error{Errc::Io, "PNG: " + source_.message}
                                           : writeError_;
    }

    bool write(const TensorSpec& spec, std::uint32_t channels, const std::byte* data)
    {
        if (setjmp(png_jmpbuf(png_)) != 0)
            return false;
        const int colour = channels == 1   ? PNG_COLOR_TYPE_GRAY
                           : channels == 3 ? PNG_COLOR_TYPE_RGB
                                           : PNG_COLOR_TYPE_RGBA;
        const std::size_t size = sizeOf(spec.dtype);
        png_set_write_fn(png_, this, onWrite, onFlush);
        png_set_user_limits(png_, 1 << 20, 1 << 20);
        png_set_IHDR(png_, info_, static_cast<png_uint_32>(spec.shape[1]),
                     static_cast<png_uint_32>(spec.shape[0]), static_cast<int>(8 * size), colour,
                     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        // Level 3 takes a third of the default's time for a few per cent of size.
        png_set_compression_level(png_, 3);
        png_write_info(png_, info_);
        if (size == 2)
            png_set_swap(png_);
        const std::size_t line = spec.shape[1] * channels * size;
        for (std::uint64_t y = 0; y < spec.shape[0]; ++y)
            png_write_row(png_, reinterpret_cast<png_const_bytep>(data + y * line));
        png_write_end(png_, nullptr);
        return true;
    }

private:
    static void onWrite(png_structp png, png_bytep bytes, std::size_t size)
    {
        auto* self = static_cast<Writer*>(png_get_io_ptr(png));
        if (self->append({reinterpret_cast<const std::byte*>(bytes), size}))
            return;
        png_error(png, "write failed");
    }
    static void onFlush(png_structp) {}

    bool append(std::span<const std::byte> bytes)
    {
        const auto written = writeAll(source_.fd, bytes);
        if (!written)
            writeError_ = written.error();
        return written.has_value();
    }

    Source source_;
    Error writeError_{Errc::Io, {}};
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
};

} // namespace

Result<TensorSpec> readPngHeader(int fd)
{
    Reader reader(fd);
    return checkedInfo(reader, fd);
}

Result<LoadedData> readPng(int fd)
{
    Reader reader(fd);
    const auto spec = checkedInfo(reader, fd);
    if (!spec)
        return tl::unexpected(spec.error());
    auto block = HostBlock::allocate(spec->bytes());
    if (!block)
        return tl::unexpected(block.error());
    if (!reader.readRows(*spec, (*block)->data()))
        return tl::unexpected(reader.error());
    return LoadedData{*spec, std::move(*block)};
}

Result<void> writePng(int fd, const TensorSpec& spec, const std::byte* data)
{
    const auto channels = static_cast<std::uint32_t>(spec.shape.rank == 3 ? spec.shape[2] : 1);
    Writer writer(fd);
    if (!writer.ready())
        return fail(Errc::OutOfMemory, "libpng");
    if (!writer.write(spec, channels, data))
        return tl::unexpected(writer.error());
    return {};
}

} // namespace xpu::io
