#include "compute/io/jpeg.h"

#include "compute/io/fd_io.h"

#include <jpeglib.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>
#include <vector>

namespace xpu::io {
namespace {

// A block of 8 x 8 pixels takes at least a bit; eight times that for arithmetic coding.
constexpr std::uint64_t kMostPixelsPerByte = std::uint64_t{8} * 64 * 8;

/// libjpeg leaves by longjmp through C frames only: objects with destructors live outside of the
/// functions that call setjmp.
struct ErrorManager {
    jpeg_error_mgr base{};
    std::jmp_buf back{};
    std::array<char, JMSG_LENGTH_MAX> message{};
};

void onError(j_common_ptr common)
{
    auto* manager = reinterpret_cast<ErrorManager*>(common->err);
    common->err->format_message(common, manager->message.data());
    std::longjmp(manager->back, 1);
}

/// Corrupt data is a warning to libjpeg, which then paints gray; here it is an error.
void onMessage(j_common_ptr common, int level)
{
    if (level < 0)
        onError(common);
}

class Reader {
public:
    Reader()
    {
        decoder_.err = jpeg_std_error(&errors_.base);
        errors_.base.error_exit = onError;
        errors_.base.emit_message = onMessage;
        created_ = create();
    }
    ~Reader()
    {
        if (created_)
            jpeg_destroy_decompress(&decoder_);
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    Error error() const { return {Errc::Corrupt, std::string("JPEG: ") + errors_.message.data()}; }

    bool readInfo(const std::vector<std::byte>& file)
    {
        if (!created_ || setjmp(errors_.back) != 0)
            return false;
        jpeg_mem_src(&decoder_, reinterpret_cast<const unsigned char*>(file.data()), file.size());
        jpeg_read_header(&decoder_, TRUE);
        return true;
    }

    /// The largest share of libjpeg's own memory is a progressive file's coefficients.
    const jpeg_decompress_struct& info() const { return decoder_; }

    bool readRows(std::size_t line, std::byte* out)
    {
        if (setjmp(errors_.back) != 0)
            return false;
        decoder_.out_color_space = decoder_.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
        jpeg_start_decompress(&decoder_);
        while (decoder_.output_scanline < decoder_.output_height) {
            JSAMPROW row = reinterpret_cast<JSAMPROW>(out + decoder_.output_scanline * line);
            jpeg_read_scanlines(&decoder_, &row, 1);
        }
        jpeg_finish_decompress(&decoder_);
        return true;
    }

private:
    bool create()
    {
        if (setjmp(errors_.back) != 0)
            return false;
        jpeg_create_decompress(&decoder_);
        return true;
    }

    jpeg_decompress_struct decoder_{};
    ErrorManager errors_;
    bool created_ = false;
};

class Writer {
public:
    Writer()
    {
        encoder_.err = jpeg_std_error(&errors_.base);
        errors_.base.error_exit = onError;
    }
    ~Writer()
    {
        jpeg_destroy_compress(&encoder_);
        std::free(encoded_);
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    Error error() const { return {Errc::Io, std::string("JPEG: ") + errors_.message.data()}; }

    bool encode(const TensorSpec& spec, int channels, const std::byte* data)
    {
        if (setjmp(errors_.back) != 0)
            return false;
        jpeg_create_compress(&encoder_);
        jpeg_mem_dest(&encoder_, &encoded_, &size_);
        encoder_.image_height = static_cast<JDIMENSION>(spec.shape[0]);
        encoder_.image_width = static_cast<JDIMENSION>(spec.shape[1]);
        encoder_.input_components = channels;
        encoder_.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
        jpeg_set_defaults(&encoder_);
        jpeg_set_quality(&encoder_, 92, TRUE);
        jpeg_start_compress(&encoder_, TRUE);
        const std::size_t line = spec.shape[1] * static_cast<std::size_t>(channels);
        while (encoder_.next_scanline < encoder_.image_height) {
            // libjpeg's row type is not const, it only reads here.
            JSAMPROW row = const_cast<JSAMPROW>(
                reinterpret_cast<const unsigned char*>(data + encoder_.next_scanline * line));
            jpeg_write_scanlines(&encoder_, &row, 1);
        }
        jpeg_finish_compress(&encoder_);
        return true;
    }

    std::span<const std::byte> encoded() const
    {
        return {reinterpret_cast<const std::byte*>(encoded_), size_};
    }

private:
    jpeg_compress_struct encoder_{};
    ErrorManager errors_;
    unsigned char* encoded_ = nullptr;
    unsigned long size_ = 0;
};

Result<std::vector<std::byte>> readStart(int fd, std::uint64_t most)
{
    const auto size = regularFileSize(fd);
    if (!size)
        return tl::unexpected(size.error());
    std::vector<std::byte> bytes(std::min(*size, most));
    if (const auto read = readAt(fd, 0, bytes); !read)
        return tl::unexpected(read.error());
    return bytes;
}

Result<TensorSpec> checkedInfo(Reader& reader, const std::vector<std::byte>& file,
                               std::uint64_t fileSize)
{
    if (!reader.readInfo(file))
        return tl::unexpected(reader.error());
    const auto& info = reader.info();
    if (info.num_components != 1 && info.num_components != 3)
        return fail(Errc::Unsupported, "JPEG: CMYK pictures are not read");
    const std::uint64_t pixels = std::uint64_t{info.image_height} * info.image_width;
    const TensorSpec spec{
        DType::U8,
        {info.image_height, info.image_width, static_cast<std::uint64_t>(info.num_components)}};
    if (pixels / kMostPixelsPerByte > fileSize)
        return fail(Errc::Corrupt, "JPEG: " + spec.text() + " cannot come from "
                                       + std::to_string(fileSize) + " bytes");
    return spec;
}

} // namespace

Result<TensorSpec> readJpegHeader(int fd)
{
    const auto size = regularFileSize(fd);
    if (!size)
        return tl::unexpected(size.error());
    // Metadata before the frame header (colour profiles, previews) comes in segments of 64 KiB.
    const auto start = readStart(fd, std::uint64_t{8} << 20);
    if (!start)
        return tl::unexpected(start.error());
    Reader reader;
    return checkedInfo(reader, *start, *size);
}

Result<LoadedData> readJpeg(int fd)
{
    const auto file = readStart(fd, std::uint64_t{1} << 32);
    if (!file)
        return tl::unexpected(file.error());
    Reader reader;
    const auto spec = checkedInfo(reader, *file, file->size());
    if (!spec)
        return tl::unexpected(spec.error());
    auto block = HostBlock::allocate(spec->bytes());
    if (!block)
        return tl::unexpected(block.error());
    if (!reader.readRows(spec->shape[1] * spec->shape[2], (*block)->data()))
        return tl::unexpected(reader.error());
    return LoadedData{*spec, std::move(*block)};
}

Result<void> writeJpeg(int fd, const TensorSpec& spec, const std::byte* data)
{
    const int channels = spec.shape.rank == 3 ? static_cast<int>(spec.shape[2]) : 1;
    if (spec.shape[0] > JPEG_MAX_DIMENSION || spec.shape[1] > JPEG_MAX_DIMENSION)
        return fail(Errc::Unsupported, "JPEG ends at 65500 pixels a side");
    Writer writer;
    if (!writer.encode(spec, channels, data))
        return tl::unexpected(writer.error());
    return writeAll(fd, writer.encoded());
}

} // namespace xpu::io
